import { hqDbMeta, hqIdempotencyKeys, storeDbMeta, storeIdempotencyKeys } from './platform.ts'
import {
  catalogSyncChange,
  catalogSyncCursors,
  catalogSyncStaging,
  hqSyncChange,
  hqSyncHead,
  hqSyncMarks,
} from './sync-feed.ts'
import {
  hqAggregateHeads,
  hqInbox,
  hqQuarantine,
  hqRepeatedPositions,
  storeAggregateHeads,
  storeInbox,
  storeOutbox,
  storeOutboxHeads,
  storeQuarantine,
} from './sync-queue.ts'
import { hqSyncDigests, storeSyncDigests } from './sync-digests.ts'
import { hqOutageDrills, storeOutageDrills } from './outage-drills.ts'
import { hqLineages, hqReceivedLineages, hqSyncPeers, storeLineages, storeSyncPeers } from './sync-peers.ts'
import { catalogTenants, hqTenants } from './tenants.ts'
import { catalogStores, hqStoreProvisionings, hqStores, storeStoreIdentity } from './stores.ts'
import { catalogRegisters, hqNumberSeries, hqRegisters, storeNumberSeries, storeRegisterLeases } from './registers.ts'
import { hqAuditAnchors, hqAuditHeads, hqAuditLogs, storeAuditHeads, storeAuditLogs } from './audit.ts'
import { hqDevices, storeDeviceEnrolments, storeDevices } from './devices.ts'
import { catalogSettings, hqSettings } from './settings.ts'
import {
  catalogUserCredentials,
  catalogUsers,
  hqUserCredentials,
  hqUsers,
  storeBadges,
  storePinVerifiers,
} from './users.ts'
import {
  catalogPermissions,
  catalogRolePermissions,
  catalogRoles,
  catalogUserRoles,
  hqPermissions,
  hqRolePermissions,
  hqRoles,
  hqUserRoles,
} from './roles.ts'
import {
  catalogRevocationList,
  hqLoginCounters,
  hqRevocationList,
  hqSessions,
  storeLoginCounters,
  storeSessions,
} from './sessions.ts'
import {
  catalogAccessPolicies,
  catalogAccessPolicyTargets,
  catalogAccessRules,
  catalogApprovalPolicies,
  hqAccessPolicies,
  hqAccessPolicyTargets,
  hqAccessRules,
  hqApprovalPolicies,
} from './access-policies.ts'
import {
  catalogPermissionSnapshots,
  catalogSigningKeys,
  hqPermissionSnapshots,
  hqSigningKeys,
} from './permission-snapshots.ts'
import { catalogDepartments, catalogUnits, hqDepartments, hqUnits } from './departments.ts'
import { catalogProductTexts, catalogProducts, hqProductTexts, hqProducts } from './products.ts'
import {
  catalogBarcodes,
  catalogProductVariants,
  catalogVariantPacks,
  hqBarcodes,
  hqProductVariants,
  hqVariantPacks,
} from './variants.ts'
import { catalogCurrencies, hqCurrencies } from './currencies.ts'
import {
  catalogTaxGroupRates,
  catalogTaxGroups,
  catalogTaxRates,
  catalogTaxZones,
  hqTaxGroupRates,
  hqTaxGroups,
  hqTaxRates,
  hqTaxZones,
} from './taxes.ts'
import { catalogPriceLists, hqPriceLists } from './price-lists.ts'
import {
  catalogPriceListAssignments,
  catalogPrices,
  catalogProductCosts,
  hqPriceListAssignments,
  hqPrices,
  hqProductCosts,
} from './prices.ts'
import { catalogReasonCodes, catalogTenderTypes, hqReasonCodes, hqTenderTypes } from './reasons-tenders.ts'
import { hqSales, storeSales } from './sales.ts'
import { hqSaleLines, storeSaleLines } from './sale-lines.ts'
import { hqSaleLineDiscounts, hqSaleLineTaxes, storeSaleLineDiscounts, storeSaleLineTaxes } from './sale-line-parts.ts'
import { hqPayments, storePayments } from './payments.ts'
import { hqReturnableLines, hqSaleFlags, storeReturnableLines, storeSaleFlags } from './sale-flags.ts'
import { hqShiftCounts, hqShiftTotals, hqShifts, storeShiftCounts, storeShiftTotals, storeShifts } from './shifts.ts'
import { hqCashMovements, hqZReports, storeCashMovements, storeZReports } from './cash.ts'
import {
  catalogStockLocations,
  hqStockLevels,
  hqStockLocations,
  hqStockMovements,
  storeStockLevels,
  storeStockMovements,
} from './stock.ts'
import { hqApprovals, storeApprovals } from './approvals.ts'
import { catalogCustomers, hqCustomers } from './customers.ts'
import { hqConflicts } from './conflicts.ts'
import {
  catalogValueAccounts,
  catalogValueAllowances,
  hqValueAccounts,
  hqValueAllowances,
  storeAllowanceReturns,
} from './value-accounts.ts'
import { hqValueEntries, storeValueEntries } from './value-entries.ts'
import { storePendingChanges } from './pending-changes.ts'
import { hqDailyStoreSales, hqDailyVariantSales } from './daily.ts'

/** Head office: PostgreSQL. */
export const hqTables = {
  dbMeta: hqDbMeta,
  idempotencyKeys: hqIdempotencyKeys,
  syncHead: hqSyncHead,
  syncChange: hqSyncChange,
  syncMarks: hqSyncMarks,
  inbox: hqInbox,
  repeatedPositions: hqRepeatedPositions,
  aggregateHeads: hqAggregateHeads,
  quarantine: hqQuarantine,
  lineages: hqLineages,
  receivedLineages: hqReceivedLineages,
  syncPeers: hqSyncPeers,
  syncDigests: hqSyncDigests,
  conflicts: hqConflicts,
  customers: hqCustomers,
  valueAccounts: hqValueAccounts,
  valueAllowances: hqValueAllowances,
  valueEntries: hqValueEntries,
  outageDrills: hqOutageDrills,
  auditLogs: hqAuditLogs,
  auditHeads: hqAuditHeads,
  auditAnchors: hqAuditAnchors,
  tenants: hqTenants,
  stores: hqStores,
  storeProvisionings: hqStoreProvisionings,
  registers: hqRegisters,
  numberSeries: hqNumberSeries,
  devices: hqDevices,
  settings: hqSettings,
  users: hqUsers,
  userCredentials: hqUserCredentials,
  roles: hqRoles,
  permissions: hqPermissions,
  rolePermissions: hqRolePermissions,
  userRoles: hqUserRoles,
  sessions: hqSessions,
  loginCounters: hqLoginCounters,
  revocationList: hqRevocationList,
  accessPolicies: hqAccessPolicies,
  accessRules: hqAccessRules,
  accessPolicyTargets: hqAccessPolicyTargets,
  approvalPolicies: hqApprovalPolicies,
  signingKeys: hqSigningKeys,
  permissionSnapshots: hqPermissionSnapshots,
  departments: hqDepartments,
  units: hqUnits,
  products: hqProducts,
  productTexts: hqProductTexts,
  productVariants: hqProductVariants,
  variantPacks: hqVariantPacks,
  barcodes: hqBarcodes,
  currencies: hqCurrencies,
  taxZones: hqTaxZones,
  taxRates: hqTaxRates,
  taxGroups: hqTaxGroups,
  taxGroupRates: hqTaxGroupRates,
  priceLists: hqPriceLists,
  priceListAssignments: hqPriceListAssignments,
  prices: hqPrices,
  productCosts: hqProductCosts,
  reasonCodes: hqReasonCodes,
  tenderTypes: hqTenderTypes,
  sales: hqSales,
  saleLines: hqSaleLines,
  saleLineTaxes: hqSaleLineTaxes,
  saleLineDiscounts: hqSaleLineDiscounts,
  payments: hqPayments,
  saleFlags: hqSaleFlags,
  returnableLines: hqReturnableLines,
  approvals: hqApprovals,
  shifts: hqShifts,
  shiftTotals: hqShiftTotals,
  shiftCounts: hqShiftCounts,
  cashMovements: hqCashMovements,
  zReports: hqZReports,
  stockLocations: hqStockLocations,
  stockMovements: hqStockMovements,
  stockLevels: hqStockLevels,
  dailyStoreSales: hqDailyStoreSales,
  dailyVariantSales: hqDailyVariantSales,
}

/** `ops.db`: what the store creates. */
export const storeTables = {
  dbMeta: storeDbMeta,
  idempotencyKeys: storeIdempotencyKeys,
  outbox: storeOutbox,
  outboxHeads: storeOutboxHeads,
  inbox: storeInbox,
  aggregateHeads: storeAggregateHeads,
  quarantine: storeQuarantine,
  lineages: storeLineages,
  syncPeers: storeSyncPeers,
  syncDigests: storeSyncDigests,
  pendingChanges: storePendingChanges,
  outageDrills: storeOutageDrills,
  auditLogs: storeAuditLogs,
  auditHeads: storeAuditHeads,
  storeIdentity: storeStoreIdentity,
  registerLeases: storeRegisterLeases,
  numberSeries: storeNumberSeries,
  devices: storeDevices,
  deviceEnrolments: storeDeviceEnrolments,
  pinVerifiers: storePinVerifiers,
  badges: storeBadges,
  sessions: storeSessions,
  loginCounters: storeLoginCounters,
  sales: storeSales,
  saleLines: storeSaleLines,
  saleLineTaxes: storeSaleLineTaxes,
  saleLineDiscounts: storeSaleLineDiscounts,
  payments: storePayments,
  saleFlags: storeSaleFlags,
  returnableLines: storeReturnableLines,
  approvals: storeApprovals,
  shifts: storeShifts,
  shiftTotals: storeShiftTotals,
  shiftCounts: storeShiftCounts,
  cashMovements: storeCashMovements,
  zReports: storeZReports,
  stockMovements: storeStockMovements,
  stockLevels: storeStockLevels,
  valueEntries: storeValueEntries,
  allowanceReturns: storeAllowanceReturns,
}

/** `catalog.db`: the store's replica of head office, rebuildable. */
export const catalogTables = {
  dbMeta: storeDbMeta,
  syncChange: catalogSyncChange,
  syncCursors: catalogSyncCursors,
  syncStaging: catalogSyncStaging,
  tenants: catalogTenants,
  stores: catalogStores,
  registers: catalogRegisters,
  settings: catalogSettings,
  users: catalogUsers,
  userCredentials: catalogUserCredentials,
  roles: catalogRoles,
  permissions: catalogPermissions,
  rolePermissions: catalogRolePermissions,
  userRoles: catalogUserRoles,
  revocationList: catalogRevocationList,
  accessPolicies: catalogAccessPolicies,
  accessRules: catalogAccessRules,
  accessPolicyTargets: catalogAccessPolicyTargets,
  approvalPolicies: catalogApprovalPolicies,
  signingKeys: catalogSigningKeys,
  permissionSnapshots: catalogPermissionSnapshots,
  departments: catalogDepartments,
  units: catalogUnits,
  products: catalogProducts,
  productTexts: catalogProductTexts,
  productVariants: catalogProductVariants,
  variantPacks: catalogVariantPacks,
  barcodes: catalogBarcodes,
  currencies: catalogCurrencies,
  taxZones: catalogTaxZones,
  taxRates: catalogTaxRates,
  taxGroups: catalogTaxGroups,
  taxGroupRates: catalogTaxGroupRates,
  priceLists: catalogPriceLists,
  priceListAssignments: catalogPriceListAssignments,
  prices: catalogPrices,
  productCosts: catalogProductCosts,
  customers: catalogCustomers,
  valueAccounts: catalogValueAccounts,
  valueAllowances: catalogValueAllowances,
  reasonCodes: catalogReasonCodes,
  tenderTypes: catalogTenderTypes,
  stockLocations: catalogStockLocations,
}

export type HqTables = typeof hqTables
export type StoreTables = typeof storeTables
export type CatalogTables = typeof catalogTables

/** Insert rows of the tables head office and `ops.db` share, by logical name. */
export type SharedRows = { [Name in keyof StoreTables & keyof HqTables]: StoreTables[Name]['$inferInsert'] }
/** Insert rows of everything in `ops.db`. */
export type StoreRows = { [Name in keyof StoreTables]: StoreTables[Name]['$inferInsert'] }
/** Insert rows of everything in `catalog.db`. */
export type CatalogRows = { [Name in keyof CatalogTables]: CatalogTables[Name]['$inferInsert'] }
/** Insert rows of everything at head office. */
export type HqRows = { [Name in keyof HqTables]: HqTables[Name]['$inferInsert'] }

export { allowOverReturn } from './over-return.ts'
export {
  indexProducts,
  productSearchMatch,
  rebuildProductSearch,
  unindexProducts,
  wholeWordsMatch,
} from './product-search.ts'

export type { QuarantineCorrection } from './sync-queue.ts'
