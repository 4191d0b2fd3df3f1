import type { CatalogueDocument, PullChange, StoredValue } from '@pos/shared-types'

/** A small shop's catalogue, as documents of the feed. Ids are readable: the last digits say what they are. */
const id = (tail: string): string => `019cad5e-0000-7000-8000-${tail.padStart(12, '0')}`

export const STORE = id('a1')
export const REGISTER = id('b1')
export const PRICE_LIST = id('c1')
export const ZONE = id('d1')
export const STANDARD_TAX = id('e1')
export const DOUBLE_TAX = id('e2')
export const CASH = id('f1')
export const CARD = id('f2')
export const REASON = id('f9')
export const EPOCH = id('99')

type Row = Readonly<Record<string, StoredValue>>
type Named = { readonly entity: string; readonly id: string; readonly data: CatalogueDocument }

const document = (entity: string, row: Row, children: CatalogueDocument['children'] = {}): Named => ({
  entity,
  id: String(row['id']),
  data: { row, children },
})

export type Good = {
  readonly number: number
  readonly sku: string
  readonly barcode?: string
  readonly priceMinor: number | null
  readonly perMilli?: number
  readonly taxGroupId?: string
  readonly isOpenPrice?: boolean
  readonly isDiscountable?: boolean
  readonly status?: string
}

export const productId = (good: Good): string => id(`10${good.number.toString(16).padStart(6, '0')}`)
export const variantId = (good: Good): string => id(`20${good.number.toString(16).padStart(6, '0')}`)

export function product(good: Good): Named {
  const variant = {
    id: variantId(good),
    product_id: productId(good),
    sku: good.sku,
    name: null,
    status: 'active',
    deleted_at: null,
  }
  const barcode = {
    id: id(`30${good.number.toString(16).padStart(6, '0')}`),
    code: good.barcode ?? '',
    gtin14: gtin14(good.barcode),
    variant_id: variant.id,
    pack_id: null,
  }
  return document(
    'product',
    {
      id: productId(good),
      name: `Good ${good.number}`,
      receipt_name: `Good ${good.number}`,
      kind: 'goods',
      department_id: id('71'),
      tax_group_id: good.taxGroupId ?? STANDARD_TAX,
      base_unit_id: id('72'),
      is_weighed: 0,
      is_open_price: good.isOpenPrice ? 1 : 0,
      is_discountable: good.isDiscountable === false ? 0 : 1,
      is_returnable: 1,
      status: good.status ?? 'active',
    },
    { product_variants: [variant], barcodes: good.barcode === undefined ? [] : [barcode], variant_packs: [] },
  )
}

const gtin14 = (code: string | undefined): string | null => (code === undefined ? null : code.padStart(14, '0'))

export function price(
  good: Good,
  from = '2026-01-01T00:00',
  priceMinor = good.priceMinor,
  minQuantityMilli = 0,
): Named {
  return document('price', {
    id: id(
      `${minQuantityMilli === 0 ? '4' : '5'}${good.number.toString(16).padStart(5, '0')}${from.slice(2, 10).replaceAll('-', '')}`,
    ),
    price_list_id: PRICE_LIST,
    variant_id: variantId(good),
    pack_id: null,
    min_quantity_milli: minQuantityMilli,
    valid_from_local: from,
    price_minor: priceMinor,
    per_milli: good.perMilli ?? 1000,
  })
}

const taxRate = (tail: string, code: string, ratePpm: number, from = '2020-01-01'): Named =>
  document('tax_rate', {
    id: id(tail),
    code,
    name: code,
    kind: 'percent',
    rate_ppm: ratePpm,
    amount_minor: null,
    per_milli: null,
    valid_from_on: from,
  })

const taxGroup = (groupId: string, codes: readonly string[]): Named =>
  document(
    'tax_group',
    { id: groupId, code: groupId.slice(-2) },
    {
      tax_group_rates: codes.map((code, i) => ({
        tax_group_id: groupId,
        tax_zone_id: ZONE,
        tax_rate_code: code,
        position: i + 1,
        is_compound: i > 0 ? 1 : 0,
      })),
    },
  )

const tender = (tenderId: string, kind: string, changes: Row = {}): Named =>
  document('tender_type', {
    id: tenderId,
    code: kind,
    name: kind,
    kind,
    currency: null,
    can_give_change: kind === 'cash' ? 1 : 0,
    can_refund: 1,
    is_counted: 1,
    rounding_minor: 1,
    rounding_mode: 'half_up',
    offline: 'allow',
    offline_limit_minor: null,
    position: kind === 'cash' ? 1 : 2,
    is_active: 1,
    ...changes,
  })

export const GOODS: readonly Good[] = [
  { number: 1, sku: 'APPLE', barcode: '4006381333931', priceMinor: 199 },
  { number: 2, sku: 'BREAD', barcode: '96385074', priceMinor: 350, taxGroupId: DOUBLE_TAX },
  { number: 3, sku: 'CHEESE', barcode: '2000000000039', priceMinor: 1999, perMilli: 1000 },
  { number: 4, sku: 'NAILS', priceMinor: 100, perMilli: 100_000 },
  { number: 5, sku: 'OPEN', priceMinor: null, isOpenPrice: true },
  { number: 6, sku: 'FIXED', priceMinor: 1000, isDiscountable: false },
  { number: 7, sku: 'NOPRICE', priceMinor: null },
  { number: 8, sku: 'GONE', priceMinor: 100, status: 'discontinued' },
]

export function shopDocuments({ isTaxIncluded = false, cashRounding = 1, goods = GOODS } = {}): Named[] {
  return [
    document('store', {
      id: STORE,
      code: 'MAD',
      name: 'Madrid',
      time_zone: 'Europe/Madrid',
      day_starts_min: 240,
      currency: 'EUR',
      tax_zone_id: ZONE,
      price_list_id: PRICE_LIST,
    }),
    document('register', { id: REGISTER, store_id: STORE, code: '1', name: 'Till 1', status: 'active' }),
    document('price_list', { id: PRICE_LIST, currency: 'EUR', is_tax_included: isTaxIncluded ? 1 : 0 }),
    document('unit', { id: id('72'), code: 'pc', decimals: 0 }),
    document('department', { id: id('71'), code: 'all', name: 'All', tax_group_id: null }),
    document('reason_code', { id: REASON, kind: 'discount', code: 'D1', name: 'Damaged', restock: null }),
    taxRate('51', 'STD', 82_500),
    taxRate('52', 'LOCAL', 15_005),
    taxGroup(STANDARD_TAX, ['STD']),
    taxGroup(DOUBLE_TAX, ['STD', 'LOCAL']),
    tender(CASH, 'cash', { rounding_minor: cashRounding }),
    tender(CARD, 'card'),
    ...goods.map((good) => product(good)),
    ...goods.filter((good) => good.priceMinor !== null).map((good) => price(good)),
  ]
}

export function toChange({ entity, id: entityId, data }: Named, version: number): PullChange {
  return { entity, id: entityId, op: 'U', version, schema: 1, data }
}
