import type { Ids, Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type {
  PriceListId,
  ProductId,
  RegisterId,
  StoreId,
  TaxGroupId,
  TenderTypeId,
  UserId,
  VariantId,
} from '@pos/shared-types'
import { newRef } from '../src/index.ts'
import { assignRole, createUser, draftGrant } from '../src/modules/access/user-service.ts'
import { createProduct } from '../src/modules/catalogue/product-service.ts'
import { saveRegister } from '../src/modules/stores/register-service.ts'
import { createStore } from '../src/modules/stores/store-service.ts'

/** What the company of a test has, by name. */
export type Company = {
  readonly adminId: UserId
  readonly zone: { readonly us: string; readonly pr: string }
  readonly standardTax: TaxGroupId
  readonly priceList: PriceListId
  readonly department: string
  readonly cash: TenderTypeId
  readonly card: TenderTypeId
  readonly store: StoreId
  readonly otherStore: StoreId
  readonly register: RegisterId
  readonly otherRegister: RegisterId
  readonly buyer: UserId
  /** `P01` to `P10`; P01 costs 1.00, P02 2.00 and so on. */
  readonly products: readonly { readonly id: ProductId; readonly variantId: VariantId; readonly code: string }[]
}

/** A company with two stores in two tax regions, ten products and people; sales tax 8.875 % here, 11.5 % there. */
export async function fillCompany(unit: Unit<HqTx>, ids: Ids, passwordHash: string): Promise<Company> {
  const basics = await fillBasics(unit, ids)
  const store = await newStore(unit, ids, 'NYC', 'America/New_York', basics.zone.us, basics.priceList)
  const otherStore = await newStore(unit, ids, 'SJU', 'America/Puerto_Rico', basics.zone.pr, basics.priceList)
  const register = ids.next()
  const otherRegister = ids.next()
  await saveRegister(unit, register, { storeId: store, code: 'R1', name: 'Till 1', kind: 'till' })
  await saveRegister(unit, otherRegister, { storeId: otherStore, code: 'R1', name: 'Till 1', kind: 'till' })
  const people = await fillPeople(unit, ids, passwordHash)
  const products = []
  for (let n = 1; n <= 10; n += 1) {
    const product = await createProduct(unit, ids, productInput(basics, `P${String(n).padStart(2, '0')}`, n * 100))
    products.push({ id: product.id, variantId: product.variants[0]?.id ?? '', code: product.code })
  }
  return { ...basics, ...people, adminId: unit.userId ?? '', store, otherStore, register, otherRegister, products }
}

type Basics = Pick<Company, 'zone' | 'standardTax' | 'priceList' | 'department' | 'cash' | 'card'>

/** The body of `products.create` for a plain product. */
export function productInput(
  basics: Pick<Company, 'department' | 'standardTax' | 'priceList'>,
  code: string,
  priceMinor: number,
) {
  return {
    code,
    sku: code,
    name: `Product ${code}`,
    receiptName: code,
    kind: 'goods' as const,
    departmentId: basics.department,
    taxGroupId: basics.standardTax,
    baseUnitCode: 'ea',
    isWeighed: false,
    isOpenPrice: false,
    isDiscountable: true,
    isReturnable: true,
    texts: [{ locale: 'es' as const, name: `Artículo ${code}`, receiptName: code }],
    barcodes: [{ code: `BAR-${code}` }],
    price: { priceListId: basics.priceList, priceMinor },
  }
}

/** The body of `stores.create`. */
export function storeInput(basics: Pick<Company, 'zone' | 'priceList'>, code: string) {
  return {
    code,
    name: `Store ${code}`,
    kind: 'shop' as const,
    legalName: 'Test company',
    addressLine1: 'Main Street 1',
    city: 'Town',
    country: 'US',
    timeZone: 'America/New_York',
    dayStartsMin: 0,
    currency: 'USD',
    locale: 'en' as const,
    taxZoneId: basics.zone.us,
    priceListId: basics.priceList,
  }
}

async function newStore(
  unit: Unit<HqTx>,
  ids: Ids,
  code: string,
  timeZone: string,
  taxZoneId: string,
  priceListId: PriceListId,
) {
  const input = { ...storeInput({ zone: { us: taxZoneId, pr: taxZoneId }, priceList: priceListId }, code), timeZone }
  return (await createStore(unit, ids, input)).id
}

async function fillBasics(unit: Unit<HqTx>, ids: Ids): Promise<Basics> {
  const { tx, tenantId } = unit
  const row = (entity: string) => {
    const id = ids.next()
    tx.touch(entity, id)
    return { ...newRef(unit), id }
  }
  const us = { ...row('tax_zone'), code: 'NYC', name: 'New York City', country: 'US', region: 'NY' }
  const pr = { ...row('tax_zone'), code: 'PR', name: 'Puerto Rico', country: 'PR', region: null }
  await tx.insert('taxZones', [us, pr])
  const percent = { kind: 'percent', validFromOn: '2020-01-01' } as const
  await tx.insert('taxRates', [
    { ...row('tax_rate'), ...percent, code: 'NYC', name: 'Sales tax', ratePpm: 88_750 },
    { ...row('tax_rate'), ...percent, code: 'PR', name: 'IVU', ratePpm: 115_000 },
  ])
  const group = { ...row('tax_group'), code: 'STD', name: 'Standard' }
  await tx.insert('taxGroups', [group])
  const rate = { tenantId, taxGroupId: group.id, position: 1, isCompound: false }
  await tx.insert('taxGroupRates', [
    { ...rate, taxZoneId: us.id, taxRateCode: 'NYC' },
    { ...rate, taxZoneId: pr.id, taxRateCode: 'PR' },
  ])
  const list = { ...row('price_list'), code: 'RETAIL', name: 'Retail', currency: 'USD', isTaxIncluded: false }
  await tx.insert('priceLists', [{ ...list, priority: 0, isActive: true }])
  const each = { ...row('unit'), code: 'ea', name: 'Each', dimension: 'count', decimals: 0 } as const
  await tx.insert('units', [{ ...each, factorNum: 1, factorDen: 1 }])
  const department = { ...row('department'), code: 'ALL', name: 'Everything', taxGroupId: group.id }
  await tx.insert('departments', [department])
  const tender = { isDrawerOpened: true, canRefund: true, isCounted: true, isReferenceRequired: false, isActive: true }
  const terms = { ...tender, roundingMode: 'half_up', offline: 'allow' } as const
  const cash = { ...row('tender_type'), ...terms, code: 'CASH', name: 'Cash', kind: 'cash' } as const
  const card = { ...row('tender_type'), ...terms, code: 'CARD', name: 'Card', kind: 'card' } as const
  await tx.insert('tenderTypes', [
    { ...cash, canGiveChange: true, roundingMinor: 5, position: 1 },
    { ...card, canGiveChange: false, roundingMinor: 1, position: 2 },
  ])
  const reason = { isNoteRequired: false, isApprovalRequired: false }
  await tx.insert('reasonCodes', [
    { ...row('reason_code'), ...reason, kind: 'discount', code: 'DAMAGED', name: 'Damaged', restock: null },
    { ...row('reason_code'), ...reason, kind: 'return', code: 'DISLIKED', name: 'Not liked', restock: 'resell' },
  ])
  const zone = { us: us.id, pr: pr.id }
  return { zone, standardTax: group.id, priceList: list.id, department: department.id, cash: cash.id, card: card.id }
}

async function fillPeople(unit: Unit<HqTx>, ids: Ids, passwordHash: string): Promise<Pick<Company, 'buyer'>> {
  const person = (username: string) =>
    createUser(unit, ids, { username, displayName: username, locale: 'en', passwordHash })
  const buyer = await person('buyer')
  await assignRole(unit, ids, await draftGrant(unit, buyer.id, { roleCode: 'hq_buyer' }))
  const accountant = await person('accountant')
  await assignRole(unit, ids, await draftGrant(unit, accountant.id, { roleCode: 'hq_accountant' }))
  await person('nobody')
  return { buyer: buyer.id }
}
