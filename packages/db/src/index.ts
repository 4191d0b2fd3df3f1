export type { RowsTx, SqlFragments } from './sql-tx.ts'
export type { CatalogTx, HqTx, SqlTx, StoreTx } from './tx.ts'
export type { DbLog } from './log.ts'
export type { OnCommitted } from './after-commit.ts'
export { StartRefused } from './start-refused.ts'
export type { CatalogueVersion, CatalogueView } from './sqlite/catalogue-reader.ts'
export type { Parameters, PreparedStatement } from './sqlite/statements.ts'
export type { StoreDatabaseOptions } from './sqlite/store-database.ts'
export { copyStoreRecords, placeStoreRecords } from './backup/copy-store.ts'
export { copyPostgres, placePostgres } from './backup/copy-postgres.ts'
export { lookAtStore, type StoreLook } from './sqlite/look-at-store.ts'
export { storeDamage } from './sqlite/store-damage.ts'
export { openStoreDatabase, type StoreCatalogue, type StoreDatabase } from './sqlite/open-store-database.ts'
export { migrateHq, openHqDatabase, type HqDatabase, type HqDatabaseOptions } from './postgres/hq-database.ts'
export type { OnNotification } from './postgres/notifications.ts'
export {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/server.ts'
export { likePattern } from './like-pattern.ts'
export { anyOf, rowSet, stepByStep } from './postgres/row-set.ts'
export { claimKey, keepAnswer, pruneKeys, type AnsweredKey, type KeyClaim, type StoredAnswer } from './idempotency.ts'
export * from './tables/index.ts'
