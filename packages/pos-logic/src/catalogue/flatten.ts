import {
  ENTITY_SCHEMA,
  PERMISSIONS,
  POLICY_EFFECTS,
  POLICY_OPERATORS,
  POLICY_TARGETS,
  type CatalogueDocument,
  type StoredValue,
} from '@pos/shared-types'
import { addressLinesOf, numberRegionOf } from '../receipt/shop-of.ts'
import type {
  CatalogueEntity,
  CatalogueEntry,
  CatalogueProduct,
  CatalogueRecords,
  CatalogueVariant,
} from './records.ts'

type Row = Readonly<Record<string, StoredValue>>

/** Raised when the flattened shape changes. */
const FLAT_SCHEMA = 4

/** Records of another shape, or made of other documents, are fetched again, not converted. */
export const REPLICA_SCHEMA = `${FLAT_SCHEMA} of ${ENTITY_SCHEMA}`

/**
 * A document of the feed as the till keeps it, or undefined for one it does not keep: another entity, or deleted and
 * named by no sale.
 *
 * @throws TypeError when a column does not hold what its table declares
 */
export function flatten(entity: string, document: CatalogueDocument): CatalogueEntry | undefined {
  if (!isReplicated(entity) || (document.row['deleted_at'] && !STAYS_NAMEABLE.has(entity))) return undefined
  return { entity, record: FLATTENERS[entity](document) } as CatalogueEntry
}

export function isReplicated(entity: string): entity is CatalogueEntity {
  return Object.hasOwn(FLATTENERS, entity)
}

/** What was deleted and may still be on a receipt. */
const STAYS_NAMEABLE: ReadonlySet<CatalogueEntity> = new Set([
  'product',
  'tender_type',
  'reason_code',
  'tax_group',
  'tax_rate',
  'unit',
  'department',
])

const FLATTENERS: {
  readonly [Entity in CatalogueEntity]: (document: CatalogueDocument) => CatalogueRecords[Entity]
} = {
  product: flattenProduct,
  price: ({ row }) => ({
    id: text(row, 'id'),
    priceListId: text(row, 'price_list_id'),
    variantId: text(row, 'variant_id'),
    packId: textOrNull(row, 'pack_id'),
    minQuantityMilli: numberOrNull(row, 'min_quantity_milli') ?? 0,
    validFrom: text(row, 'valid_from_local'),
    priceMinor: numberOrNull(row, 'price_minor'),
    perMilli: number(row, 'per_milli'),
  }),
  price_list: ({ row }) => ({
    id: text(row, 'id'),
    currency: text(row, 'currency'),
    isTaxIncluded: flag(row, 'is_tax_included'),
  }),
  tax_rate: ({ row }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    kind: oneOf(row, 'kind', ['percent', 'per_unit']),
    ratePpm: numberOrNull(row, 'rate_ppm'),
    amountMinor: numberOrNull(row, 'amount_minor'),
    perMilli: numberOrNull(row, 'per_milli'),
    validFromOn: text(row, 'valid_from_on'),
  }),
  tax_group: ({ row, children }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    rates: (children['tax_group_rates'] ?? []).map((rate) => ({
      taxZoneId: text(rate, 'tax_zone_id'),
      taxRateCode: text(rate, 'tax_rate_code'),
      position: number(rate, 'position'),
      isCompound: flag(rate, 'is_compound'),
    })),
  }),
  tender_type: ({ row }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    kind: oneOf(row, 'kind', TENDER_KINDS),
    currency: textOrNull(row, 'currency'),
    canGiveChange: flag(row, 'can_give_change'),
    canRefund: flag(row, 'can_refund'),
    isCounted: flag(row, 'is_counted'),
    roundingMinor: number(row, 'rounding_minor'),
    roundingMode: oneOf(row, 'rounding_mode', ['half_up', 'down', 'up']),
    offline: oneOf(row, 'offline', ['allow', 'limit', 'deny']),
    offlineLimitMinor: numberOrNull(row, 'offline_limit_minor'),
    position: number(row, 'position'),
    isActive: !row['deleted_at'] && flag(row, 'is_active'),
  }),
  reason_code: ({ row }) => ({
    id: text(row, 'id'),
    kind: text(row, 'kind'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    restock: row['restock'] === null || row['restock'] === undefined ? null : oneOf(row, 'restock', RESTOCKS),
  }),
  store: ({ row }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    legalName: textOrNull(row, 'legal_name'),
    taxNumber: textOrNull(row, 'tax_number'),
    addressLines: addressOf(row),
    phone: textOrNull(row, 'phone'),
    region: numberRegionOf(textOrNull(row, 'locale') ?? 'en', textOrNull(row, 'country')),
    timeZone: text(row, 'time_zone'),
    dayStartsMin: number(row, 'day_starts_min'),
    currency: text(row, 'currency'),
    taxZoneId: text(row, 'tax_zone_id'),
    priceListId: text(row, 'price_list_id'),
  }),
  register: ({ row }) => ({
    id: text(row, 'id'),
    storeId: text(row, 'store_id'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    status: text(row, 'status'),
  }),
  unit: ({ row }) => ({ id: text(row, 'id'), code: text(row, 'code'), decimals: number(row, 'decimals') }),
  department: ({ row }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    taxGroupId: textOrNull(row, 'tax_group_id'),
  }),
  setting: ({ row }) => ({
    id: text(row, 'id'),
    key: text(row, 'key'),
    level: oneOf(row, 'level', ['company', 'store', 'register']),
    storeId: textOrNull(row, 'store_id'),
    registerId: textOrNull(row, 'register_id'),
    value: JSON.parse(text(row, 'value')),
  }),
  user: ({ row, children }) => ({
    id: text(row, 'id'),
    isSuperAdmin: flag(row, 'is_active') && flag(row, 'is_super_admin'),
    roles: flag(row, 'is_active')
      ? (children['user_roles'] ?? [])
          .filter((held) => !held['revoked_at'])
          .map((held) => ({ roleId: text(held, 'role_id'), storeId: textOrNull(held, 'store_id') }))
      : [],
  }),
  role: ({ row, children }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    permissions: (children['role_permissions'] ?? []).map((right) => text(right, 'permission_code')),
  }),
  access_policy: ({ row, children }) => ({
    id: text(row, 'id'),
    code: text(row, 'code'),
    name: text(row, 'name'),
    action: text(row, 'action'),
    effect: oneOf(row, 'effect', POLICY_EFFECTS),
    isActive: flag(row, 'is_active'),
    rules: (children['access_rules'] ?? []).map((rule) => ({
      attribute: text(rule, 'attribute'),
      operator: oneOf(rule, 'operator', POLICY_OPERATORS),
      value: JSON.parse(text(rule, 'value')),
    })),
    targets: (children['access_policy_targets'] ?? []).map((target) => ({
      kind: oneOf(target, 'kind', POLICY_TARGETS),
      targetId: text(target, 'target_id'),
    })),
  }),
  approval_policy: ({ row }) => ({
    id: text(row, 'id'),
    action: text(row, 'action'),
    permissionCode: oneOf(row, 'permission_code', PERMISSIONS),
    thresholdMinor: numberOrNull(row, 'threshold_minor'),
    thresholdPpm: numberOrNull(row, 'threshold_ppm'),
    canBeRemote: flag(row, 'can_be_remote'),
    ttlS: number(row, 'ttl_s'),
  }),
  permission_snapshot: ({ row }) => ({
    id: text(row, 'id'),
    edition: number(row, 'edition'),
    issuedAt: number(row, 'issued_at'),
    privilegedUntilAt: number(row, 'privileged_until_at'),
    cashierUntilAt: number(row, 'cashier_until_at'),
  }),
}

/** Everything a till keeps of the feed. */
export const REPLICATED = Object.keys(FLATTENERS) as readonly CatalogueEntity[]

const TENDER_KINDS = [
  'cash',
  'card',
  'gift_card',
  'store_credit',
  'house_account',
  'deposit',
  'loyalty',
  'bank',
  'cheque',
  'voucher',
  'online',
] as const
const RESTOCKS = ['resell', 'waste', 'supplier', 'none'] as const

function addressOf(row: Row): string[] {
  return addressLinesOf({
    addressLine1: textOrNull(row, 'address_line1'),
    addressLine2: textOrNull(row, 'address_line2'),
    postalCode: textOrNull(row, 'postal_code'),
    city: textOrNull(row, 'city'),
    region: textOrNull(row, 'region'),
  })
}

function flattenProduct({ row, children }: CatalogueDocument): CatalogueProduct {
  const name = text(row, 'name')
  const others = (children['product_texts'] ?? [])
    .map((one) => [text(one, 'locale'), text(one, 'name')] as const)
    .filter(([, other]) => other !== name)
  return {
    id: text(row, 'id'),
    name,
    ...(others.length > 0 && { names: Object.fromEntries(others) }),
    receiptName: text(row, 'receipt_name'),
    kind: text(row, 'kind'),
    departmentId: text(row, 'department_id'),
    taxGroupId: text(row, 'tax_group_id'),
    baseUnitId: text(row, 'base_unit_id'),
    isWeighed: flag(row, 'is_weighed'),
    isOpenPrice: flag(row, 'is_open_price'),
    isDiscountable: flag(row, 'is_discountable'),
    isReturnable: flag(row, 'is_returnable'),
    status: row['deleted_at'] ? 'discontinued' : text(row, 'status'),
    variants: (children['product_variants'] ?? []).map((variant) => flattenVariant(variant, children)),
  }
}

function flattenVariant(row: Row, children: CatalogueDocument['children']): CatalogueVariant {
  const id = text(row, 'id')
  const ofVariant = (table: string) =>
    (children[table] ?? []).filter((child) => child['variant_id'] === id && !child['deleted_at'])
  return {
    id,
    sku: text(row, 'sku'),
    name: textOrNull(row, 'name'),
    status: row['deleted_at'] ? 'discontinued' : text(row, 'status'),
    barcodes: ofVariant('barcodes').map((barcode) => ({
      code: text(barcode, 'code'),
      gtin14: textOrNull(barcode, 'gtin14'),
      packId: textOrNull(barcode, 'pack_id'),
    })),
    packs: ofVariant('variant_packs').map((pack) => ({
      id: text(pack, 'id'),
      name: text(pack, 'name'),
      quantityMilli: number(pack, 'quantity_milli'),
      isSold: flag(pack, 'is_sold'),
    })),
  }
}

function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw wrong(column, value)
  return value
}

function textOrNull(row: Row, column: string): string | null {
  return row[column] === undefined || row[column] === null ? null : text(row, column)
}

function number(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw wrong(column, value)
  return value
}

function numberOrNull(row: Row, column: string): number | null {
  return row[column] === undefined || row[column] === null ? null : number(row, column)
}

/** Booleans are 0 or 1 in stored rows. */
function flag(row: Row, column: string): boolean {
  return number(row, column) === 1
}

function oneOf<const Value extends string>(row: Row, column: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === row[column])
  if (found === undefined) throw wrong(column, row[column])
  return found
}

function wrong(column: string, value: unknown): Error {
  return new TypeError(`column ${column} of a catalogue row holds ${JSON.stringify(value)}`)
}
