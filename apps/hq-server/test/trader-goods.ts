import { sealSale, type CartLine, type SaleLineDetails, type TenderType } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { SaleFact } from '@pos/shared-types'
import type { HeadOffice } from './head-office.ts'

type Company = HeadOffice['company']

/** The product with this number, counted from 1; it costs as many whole dollars. */
export function productAt(company: Company, product: number) {
  const found = company.products[product - 1]
  if (!found) throw new Error(`there is no product ${product}`)
  return found
}

export function cartLine(company: Company, product: number, pieces: number): CartLine {
  const rate = { id: company.zone.us, code: 'NYC', name: 'Sales tax', kind: 'percent', ratePpm: 88_750 } as const
  return {
    priceMinor: product * 100,
    perMilli: 1000,
    quantityMilli: pieces * 1000,
    taxGroup: { id: company.standardTax, rates: [{ ...rate, isCompound: false, amountMinor: null, perMilli: null }] },
    isDiscountable: true,
    discounts: [],
    copy: null,
  }
}

export function lineDetails({ company, ids }: HeadOffice, product: number): SaleLineDetails {
  const { id: productId, variantId, code } = productAt(company, product)
  return {
    id: ids.next(),
    kind: 'goods',
    parentLineId: null,
    productId,
    variantId,
    sku: code,
    barcode: null,
    name: `Product ${code}`,
    departmentId: company.department,
    unitCode: 'ea',
    weightSource: 'none',
    listPriceMinor: product * 100,
    priceSource: 'list',
    overrideReasonId: null,
    approvalId: null,
    originalLineId: null,
    originalStoreId: null,
    returnReasonId: null,
    restock: null,
  }
}

export function tenderTypes({ cash, card }: Company): TenderType[] {
  const both = { currency: null, canRefund: true, isActive: true, roundingMode: 'half_up' } as const
  return [
    { ...both, id: cash, name: 'Cash', kind: 'cash', canGiveChange: true, roundingMinor: 5 },
    { ...both, id: card, name: 'Card', kind: 'card', canGiveChange: false, roundingMinor: 1 },
  ]
}

/** Seals a fact again after a change, as a maker would have. */
export function resealed(fact: SaleFact): SaleFact {
  return sealSale(fact, fact.sale.prevHash, sha256)
}
