import type { CatalogTables, HqTables } from '@pos/db'
import { ENTITY_SCHEMA } from '@pos/shared-types'
import type { DocumentCasters } from '@pos/sync-engine'

/** Tables that head office and a replica both have. */
export type ReplicatedTable = keyof CatalogTables & keyof HqTables

/** A table whose rows belong to a row of `parent`, by the column `by` (its property name). */
export type ChildTable = {
  readonly table: ReplicatedTable
  readonly parent: ReplicatedTable
  readonly by: string
}

/** What travels as one document: a root row and the rows that are part of it, parents before children. */
export type AggregateTables = { readonly root: ReplicatedTable; readonly children: readonly ChildTable[] }

const alone = (root: ReplicatedTable): AggregateTables => ({ root, children: [] })
const withChildren = (
  root: ReplicatedTable,
  ...children: readonly [table: ReplicatedTable, by: string, parent?: ReplicatedTable][]
) => ({
  root,
  children: children.map(([table, by, parent = root]) => ({ table, by, parent })),
})

/** How a document of today becomes the one that a store or a till of an older schema knows. */
export const DOCUMENT_CASTERS: DocumentCasters = { schema: ENTITY_SCHEMA, steps: new Map() }

/** Every entity of the feed, in an order in which what is referred to comes first. */
export const AGGREGATES = {
  tenant: alone('tenants'),
  tax_zone: alone('taxZones'),
  tax_rate: alone('taxRates'),
  tax_group: withChildren('taxGroups', ['taxGroupRates', 'taxGroupId']),
  price_list: withChildren('priceLists', ['priceListAssignments', 'priceListId']),
  store: alone('stores'),
  register: alone('registers'),
  setting: alone('settings'),
  role: withChildren('roles', ['rolePermissions', 'roleId']),
  user: withChildren('users', ['userCredentials', 'userId'], ['userRoles', 'userId']),
  revocation: alone('revocationList'),
  access_policy: withChildren('accessPolicies', ['accessRules', 'policyId'], ['accessPolicyTargets', 'policyId']),
  approval_policy: alone('approvalPolicies'),
  signing_key: alone('signingKeys'),
  permission_snapshot: alone('permissionSnapshots'),
  department: alone('departments'),
  unit: alone('units'),
  product: withChildren(
    'products',
    ['productTexts', 'productId'],
    ['productVariants', 'productId'],
    ['variantPacks', 'variantId', 'productVariants'],
    ['barcodes', 'variantId', 'productVariants'],
  ),
  price: alone('prices'),
  product_cost: alone('productCosts'),
  customer: alone('customers'),
  value_account: alone('valueAccounts'),
  value_allowance: alone('valueAllowances'),
  reason_code: alone('reasonCodes'),
  tender_type: alone('tenderTypes'),
  stock_location: alone('stockLocations'),
} satisfies Record<string, AggregateTables>

export type Entity = keyof typeof AGGREGATES

export function isEntity(name: string): name is Entity {
  return Object.hasOwn(AGGREGATES, name)
}

export const ENTITIES = Object.keys(AGGREGATES).filter(isEntity)

export function tablesOf(entity: Entity): AggregateTables {
  return AGGREGATES[entity]
}

/** Every table of a document, the root first. */
export function tablesIn(entity: Entity): readonly ReplicatedTable[] {
  const { root, children } = tablesOf(entity)
  return [root, ...children.map(({ table }) => table)]
}
