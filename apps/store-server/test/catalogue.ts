import { rebuildProductSearch, type CatalogTx } from '@pos/db'
import { BUILTIN_ROLES, type BuiltinRoleCode } from '@pos/shared-types'
import { TEST_START, TEST_STORE, TEST_TENANT } from '@pos/testing'

export const OTHER_STORE = '019cad5e-0000-7000-8000-0000000000a2'
const PRICES_FROM = '2020-01-01T00:00'

/** An id that can be read: its last digits are `n`. */
const id = (kind: string, n: number) => `019cad5e-${kind}-7000-8000-${String(n).padStart(12, '0')}`

export const EPOCH = id('e000', 1)
export const ZONE = id('a000', 1)
const GROUP = { standard: id('a001', 1), none: id('a001', 2), twoRates: id('a001', 3) }
const PRICE_LIST = id('a002', 1)
const DEPARTMENT = id('a003', 1)
const UNIT = { each: id('a004', 1), pound: id('a004', 2) }
export const LOCATION = id('a005', 1)
export const REGISTER = { one: id('b000', 1), two: id('b000', 2), retired: id('b000', 3), elsewhere: id('b000', 4) }
export const TENDER = {
  cash: id('c000', 1),
  card: id('c000', 2),
  voucher: id('c000', 3),
  euro: id('c000', 4),
  gift: id('c000', 5),
  credit: id('c000', 6),
}
export const REASON = {
  damaged: id('c001', 1),
  disliked: id('c001', 2),
  wasted: id('c001', 3),
  miscounted: id('c001', 4),
}
export const USER = {
  manager: id('d000', 1),
  cashier: id('d000', 2),
  clerk: id('d000', 3),
  owner: id('d000', 4),
  stranger: id('d000', 5),
  leaver: id('d000', 6),
}

type Product = {
  readonly name?: string
  readonly price?: number | null
  readonly perMilli?: number
  readonly barcode?: string
  readonly kind?: 'goods' | 'service'
  readonly taxGroupId?: string
  readonly baseUnitId?: string
  readonly status?: 'active' | 'discontinued'
  readonly isOpenPrice?: boolean
  readonly isDiscountable?: boolean
  readonly isReturnable?: boolean
}

/** What the shop sells, by name. Prices are in cents and without tax; the sales tax is 8.875 %. */
const PRODUCTS = {
  apple: { price: 150, barcode: '4006381333931' },
  bread: { price: 299, taxGroupId: GROUP.none },
  cheese: { price: 799, perMilli: 1000, baseUnitId: UNIT.pound },
  screw: { price: 5, perMilli: 100_000 },
  soda: { price: 200, taxGroupId: GROUP.twoRates },
  stamp: { price: 100, isDiscountable: false },
  underwear: { price: 1000, isReturnable: false },
  sweater: { price: 2000, name: 'Suéter Añejo' },
  repair: { price: 5000, kind: 'service' },
  misc: { price: null, isOpenPrice: true },
  lost: { price: null },
  gone: { price: 100, status: 'discontinued' },
} as const satisfies Record<string, Product>

export type ProductName = keyof typeof PRODUCTS
const NAMES = Object.keys(PRODUCTS) as ProductName[]
export const variantOf = (name: ProductName) => id('f001', NAMES.indexOf(name) + 1)
/** Twelve apples. */
export const BOX_CODE = '14006381333938'

const ref = { tenantId: TEST_TENANT, revision: 1, createdAt: TEST_START, updatedAt: TEST_START, version: 1 }
const child = { tenantId: TEST_TENANT, version: 1 }

/** Fills an empty catalogue with everything a store gets from head office, as rows. */
export function fillCatalogue(tx: CatalogTx, passwordHash: string): void {
  fillPlaces(tx)
  fillTaxes(tx)
  fillTenders(tx)
  fillProducts(tx)
  fillPeople(tx, passwordHash)
  rebuildProductSearch(tx)
  tx.insert('syncCursors', [
    {
      feed: 'hq',
      epoch: EPOCH,
      version: 1,
      schemaHash: '00'.repeat(32),
      headSeen: 1,
      isComplete: true,
      appliedAt: TEST_START,
    },
  ])
}

function fillPlaces(tx: CatalogTx): void {
  const list = { ...ref, id: PRICE_LIST, code: 'RETAIL', name: 'Retail', currency: 'USD', isTaxIncluded: false }
  tx.insert('priceLists', [{ ...list, priority: 0, isActive: true }])
  tx.insert('taxZones', [{ ...ref, id: ZONE, code: 'NYC', name: 'New York City', country: 'US', region: 'NY' }])
  const address = { legalName: 'Test', addressLine1: 'Main Street 1', city: 'New York', country: 'US' }
  tx.insert('stores', [
    {
      ...ref,
      ...address,
      id: TEST_STORE,
      code: 'NYC',
      name: 'New York',
      kind: 'shop',
      timeZone: 'America/New_York',
      dayStartsMin: 240,
      currency: 'USD',
      locale: 'en',
      taxZoneId: ZONE,
      priceListId: PRICE_LIST,
      status: 'open',
    },
  ])
  const location = {
    ...ref,
    id: LOCATION,
    storeId: TEST_STORE,
    code: 'FLOOR',
    name: 'Sales floor',
    kind: 'floor',
  } as const
  tx.insert('stockLocations', [{ ...location, isSellable: true, isDefault: true }])
  const register = (registerId: string, code: string, status: 'active' | 'retired', storeId = TEST_STORE) =>
    ({ ...ref, id: registerId, storeId, code, name: `Till ${code}`, kind: 'till', status }) as const
  tx.insert('registers', [
    register(REGISTER.one, 'R1', 'active'),
    register(REGISTER.two, 'R2', 'active'),
    register(REGISTER.retired, 'R3', 'retired'),
    register(REGISTER.elsewhere, 'R1', 'active', OTHER_STORE),
  ])
}

function fillTaxes(tx: CatalogTx): void {
  const percent = { ...ref, kind: 'percent', validFromOn: '2020-01-01' } as const
  tx.insert('taxRates', [
    { ...percent, id: id('a006', 1), code: 'NYC', name: 'Sales tax', ratePpm: 88_750 },
    { ...percent, id: id('a006', 2), code: 'SUGAR', name: 'Sugar tax', ratePpm: 100_000 },
    { ...percent, id: id('a006', 3), code: 'NYC', name: 'Sales tax', ratePpm: 90_000, validFromOn: '2026-04-01' },
  ])
  tx.insert('taxGroups', [
    { ...ref, id: GROUP.standard, code: 'STD', name: 'Standard' },
    { ...ref, id: GROUP.none, code: 'NONE', name: 'Untaxed' },
    { ...ref, id: GROUP.twoRates, code: 'SODA', name: 'Soda' },
  ])
  const rate = { ...child, taxZoneId: ZONE }
  tx.insert('taxGroupRates', [
    { ...rate, taxGroupId: GROUP.standard, taxRateCode: 'NYC', position: 1, isCompound: false },
    { ...rate, taxGroupId: GROUP.twoRates, taxRateCode: 'SUGAR', position: 1, isCompound: false },
    { ...rate, taxGroupId: GROUP.twoRates, taxRateCode: 'NYC', position: 2, isCompound: true },
  ])
}

function fillTenders(tx: CatalogTx): void {
  const both = { ...ref, isDrawerOpened: true, canRefund: true, isReferenceRequired: false, isActive: true } as const
  const terms = {
    ...both,
    canGiveChange: false,
    isCounted: false,
    roundingMinor: 1,
    roundingMode: 'half_up',
    offline: 'allow',
  } as const
  tx.insert('tenderTypes', [
    {
      ...terms,
      id: TENDER.cash,
      code: 'CASH',
      name: 'Cash',
      kind: 'cash',
      currency: null,
      canGiveChange: true,
      isCounted: true,
      roundingMinor: 5,
      position: 1,
    },
    { ...terms, id: TENDER.card, code: 'CARD', name: 'Card', kind: 'card', currency: null, position: 2 },
    {
      ...terms,
      id: TENDER.voucher,
      code: 'OLD',
      name: 'Old voucher',
      kind: 'voucher',
      currency: null,
      isActive: false,
      position: 3,
    },
    { ...terms, id: TENDER.gift, code: 'GIFT', name: 'Gift card', kind: 'gift_card', currency: null, position: 5 },
    { ...terms, id: TENDER.credit, code: 'CREDIT', name: 'Credit', kind: 'store_credit', currency: null, position: 6 },
    { ...terms, id: TENDER.euro, code: 'EUR', name: 'Euros', kind: 'cash', currency: 'EUR', position: 4 },
  ])
  const reason = { ...ref, isNoteRequired: false, isApprovalRequired: false, restock: null }
  tx.insert('reasonCodes', [
    { ...reason, id: REASON.damaged, kind: 'discount', code: 'DAMAGED', name: 'Damaged' },
    { ...reason, id: REASON.disliked, kind: 'return', code: 'DISLIKED', name: 'Not liked', restock: 'resell' },
    { ...reason, id: REASON.wasted, kind: 'return', code: 'BROKEN', name: 'Broken', restock: 'waste' },
    { ...reason, id: REASON.miscounted, kind: 'shift_difference', code: 'CHANGE', name: 'Wrong change' },
  ])
}

function fillProducts(tx: CatalogTx): void {
  const units = { ...ref, factorNum: 1, factorDen: 1 }
  tx.insert('units', [
    { ...units, id: UNIT.each, code: 'ea', name: 'Each', dimension: 'count', decimals: 0 },
    { ...units, id: UNIT.pound, code: 'lb', name: 'Pound', dimension: 'mass', decimals: 2 },
  ])
  tx.insert('departments', [{ ...ref, id: DEPARTMENT, code: 'ALL', name: 'Everything', taxGroupId: GROUP.standard }])
  for (const [index, name] of NAMES.entries()) addProduct(tx, index + 1, name, PRODUCTS[name])
  const pack = { ...child, id: id('f004', 1), variantId: variantOf('apple'), code: 'BOX', name: 'Box of 12' }
  tx.insert('variantPacks', [{ ...pack, quantityMilli: 12_000, isSold: true, isBought: true, isDefaultBuy: true }])
  const box = {
    ...child,
    id: id('f003', 900),
    code: BOX_CODE,
    kind: 'gtin14',
    gtin14: BOX_CODE,
    packId: pack.id,
  } as const
  tx.insert('barcodes', [{ ...box, variantId: variantOf('apple'), isPrimary: false }])
}

function addProduct(tx: CatalogTx, n: number, code: ProductName, product: Product): void {
  const productId = id('f000', n)
  const name = product.name ?? code
  tx.insert('products', [
    {
      ...ref,
      id: productId,
      code: code.toUpperCase(),
      name,
      receiptName: name,
      kind: product.kind ?? 'goods',
      departmentId: DEPARTMENT,
      taxGroupId: product.taxGroupId ?? GROUP.standard,
      baseUnitId: product.baseUnitId ?? UNIT.each,
      tracking: 'none',
      hasExpiry: false,
      isWeighed: false,
      isOpenPrice: product.isOpenPrice ?? false,
      isDiscountable: product.isDiscountable ?? true,
      isReturnable: product.isReturnable ?? true,
      assortment: 'all',
      isOnWeb: false,
      status: product.status ?? 'active',
    },
  ])
  const variant = {
    ...ref,
    id: variantOf(code),
    productId,
    sku: code.toUpperCase(),
    position: 0,
    status: 'active',
  } as const
  tx.insert('productVariants', [variant])
  if (product.barcode !== undefined) {
    const barcode = {
      ...child,
      id: id('f003', n),
      code: product.barcode,
      kind: 'ean13',
      variantId: variantOf(code),
    } as const
    tx.insert('barcodes', [{ ...barcode, isPrimary: true }])
  }
  if (product.price === null) return
  setPrice(tx, id('f002', n), code, product.price ?? 0, PRICES_FROM, product.perMilli)
}

/** Sets a price from a wall time on. */
export function setPrice(
  tx: CatalogTx,
  priceId: string,
  product: ProductName,
  priceMinor: number | null,
  from: string,
  perMilli = 1000,
): void {
  const row = { ...child, id: priceId, priceListId: PRICE_LIST, variantId: variantOf(product), minQuantityMilli: 0 }
  tx.insert('prices', [
    { ...row, validFromLocal: from, priceMinor, perMilli, createdById: USER.manager, createdAt: TEST_START },
  ])
}

const STAFF: Record<keyof typeof USER, { roles: BuiltinRoleCode[]; storeId?: string; isActive?: boolean }> = {
  manager: { roles: ['store_manager', 'pos_manager'] },
  cashier: { roles: ['pos_cashier'] },
  clerk: { roles: ['stock_clerk'] },
  owner: { roles: [] },
  stranger: { roles: ['store_manager', 'pos_manager'], storeId: OTHER_STORE },
  leaver: { roles: ['store_manager'], isActive: false },
}

function fillPeople(tx: CatalogTx, secret: string): void {
  const codes = Object.keys(BUILTIN_ROLES) as BuiltinRoleCode[]
  const roleId = (code: BuiltinRoleCode) => id('d001', codes.indexOf(code) + 1)
  for (const code of codes) {
    const { scope, name, permissions } = BUILTIN_ROLES[code]
    tx.insert('roles', [{ ...ref, id: roleId(code), code, name, scope, isBuiltin: true }])
    const granted = permissions.map((permissionCode) => ({ ...child, roleId: roleId(code), scope, permissionCode }))
    tx.insert('rolePermissions', granted)
  }
  let count = 0
  for (const [username, { roles, storeId = TEST_STORE, isActive = true }] of Object.entries(STAFF)) {
    const userId = USER[username as keyof typeof USER]
    const person = { ...ref, id: userId, username, displayName: username, locale: 'en', permissionVersion: 1 }
    tx.insert('users', [{ ...person, isActive, isSuperAdmin: username === 'owner' }])
    count += 1
    tx.insert('userCredentials', [
      { ...child, id: id('d002', count), createdAt: TEST_START, userId, kind: 'password', secret },
    ])
    for (const code of roles) {
      count += 1
      const grant = { ...child, id: id('d003', count), userId, roleId: roleId(code), scope: BUILTIN_ROLES[code].scope }
      tx.insert('userRoles', [{ ...grant, storeId, grantedAt: TEST_START, grantedById: USER.owner }])
    }
  }
}
