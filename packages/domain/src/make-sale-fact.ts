import type { PaymentRecord, SaleFact, SaleLineRecord, SaleRecord, TaxGroupId } from '@pos/shared-types'
import { localHour } from './local-time.ts'
import type { CartLine, LineFigures } from './cart.ts'
import { documentNo } from './document-no.ts'
import type { PricedCart } from './priced-cart.ts'
import { lineDiscounts, lineTaxes } from './priced-line.ts'
import { sealSale, type Sha256 } from './receipt-chain.ts'
import { saleKind } from './sale-kind.ts'
import type { SeriesPlace } from './series-place.ts'
import type { Settlement } from './tender.ts'

type Computed =
  | 'lineNo'
  | 'occurredAt'
  | 'seriesId'
  | 'number'
  | 'documentNo'
  | 'kind'
  | 'originalSaleId'
  | 'businessHour'
  | 'grossMinor'
  | 'discountMinor'
  | 'taxAddedMinor'
  | 'taxMinor'
  | 'totalMinor'
  | 'netMinor'
  | 'cashRoundingMinor'
  | 'payableMinor'
  | 'prevHash'
  | 'hash'
  | 'checkCode'

/** The columns of a sale that neither prices, payments nor the series decide. */
export type SaleHeader = Omit<SaleRecord, Computed>

type LineDetail =
  | 'id'
  | 'kind'
  | 'parentLineId'
  | 'productId'
  | 'variantId'
  | 'sku'
  | 'barcode'
  | 'name'
  | 'departmentId'
  | 'unitCode'
  | 'weightSource'
  | 'listPriceMinor'
  | 'priceSource'
  | 'overrideReasonId'
  | 'approvalId'
  | 'originalLineId'
  | 'originalStoreId'
  | 'returnReasonId'
  | 'restock'

/** The columns of a sale line that pricing does not decide. `taxGroupId` only where the cart line names no tax group. */
export type SaleLineDetails = Pick<SaleLineRecord, LineDetail> & { readonly taxGroupId?: TaxGroupId | null | undefined }

export type SaleParts = {
  readonly header: SaleHeader
  readonly priced: PricedCart
  /** One for each line of the priced cart, in its order. */
  readonly lines: readonly SaleLineDetails[]
  readonly settlement: Settlement
  readonly series: SeriesPlace
  /** Names the rows the maker has not named yet: taxes, discounts, payments. */
  readonly nextId: () => string
  readonly sha256: Sha256
}

/**
 * Makes the whole fact of a sale: every column of every record, numbered and sealed. Till and store server both use it,
 * so the same parts give the same bytes.
 */
export function makeSaleFact(parts: SaleParts): SaleFact {
  const { header, priced, settlement, series } = parts
  const lines = saleLines(parts)
  const sale = {
    ...header,
    lineNo: 1,
    occurredAt: header.completedAt,
    seriesId: series.id,
    number: series.number,
    documentNo: documentNo({ ...series, letter: 'S', seriesCode: series.code }),
    kind: saleKind(lines),
    originalSaleId: null,
    businessHour: localHour(header.completedAt, header.timeZone),
    grossMinor: priced.grossMinor,
    discountMinor: priced.discountMinor,
    taxAddedMinor: priced.taxAddedMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    netMinor: priced.netMinor,
    cashRoundingMinor: settlement.cashRoundingMinor,
    payableMinor: settlement.payableMinor,
  }
  const taxes = lines.flatMap((line, i) =>
    lineTaxes(priced, i).map((tax) => ({ id: parts.nextId(), saleLineId: line.id, ...tax })),
  )
  const discounts = lines.flatMap((line, i) =>
    lineDiscounts(priced, i).map((discount) => ({ id: parts.nextId(), saleLineId: line.id, ...discount })),
  )
  return sealSale({ sale, lines, taxes, discounts, payments: payments(parts) }, series.prevHash, parts.sha256)
}

function saleLines({ header, priced, lines }: SaleParts): SaleLineRecord[] {
  if (lines.length !== priced.lines.length) throw new RangeError('there is not one detail for each priced line')
  return lines.map((detail, i) => {
    const line = priced.cart.lines[i]
    const figures = priced.lines[i]
    if (line === undefined || figures === undefined) throw new RangeError(`line ${i} is not priced`)
    return lineColumns(header, detail, line, figures, i + 1)
  })
}

function lineColumns(
  header: SaleHeader,
  detail: SaleLineDetails,
  line: CartLine,
  figures: LineFigures,
  lineNo: number,
): SaleLineRecord {
  return {
    id: detail.id,
    saleId: header.id,
    lineNo,
    storeId: header.storeId,
    businessOn: header.businessOn,
    kind: detail.kind,
    parentLineId: detail.parentLineId,
    productId: detail.productId,
    variantId: detail.variantId,
    sku: detail.sku,
    barcode: detail.barcode,
    name: detail.name,
    departmentId: detail.departmentId,
    unitCode: detail.unitCode,
    quantityMilli: line.quantityMilli,
    weightSource: detail.weightSource,
    listPriceMinor: detail.listPriceMinor,
    priceMinor: line.priceMinor,
    perMilli: line.perMilli,
    priceSource: detail.priceSource,
    overrideReasonId: detail.overrideReasonId,
    approvalId: detail.approvalId,
    grossMinor: figures.grossMinor,
    discountMinor: figures.discountMinor,
    taxGroupId: line.taxGroup?.id ?? detail.taxGroupId ?? null,
    taxAddedMinor: figures.taxAddedMinor,
    taxMinor: figures.taxMinor,
    totalMinor: figures.totalMinor,
    originalLineId: detail.originalLineId,
    originalStoreId: detail.originalStoreId,
    returnReasonId: detail.returnReasonId,
    restock: detail.restock,
  }
}

function payments({ header, settlement, nextId }: SaleParts): PaymentRecord[] {
  return settlement.payments.map((payment, i) => ({
    id: nextId(),
    saleId: header.id,
    lineNo: i + 1,
    storeId: header.storeId,
    businessOn: header.businessOn,
    shiftId: header.shiftId,
    ...payment,
  }))
}
