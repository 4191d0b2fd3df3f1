import {
  VALUE_ENTRY_KINDS,
  type AllowanceId,
  type EventId,
  type SaleId,
  type StoreId,
  type TenantId,
  type UserId,
  type ValueAccountId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqValueAccounts } from './value-accounts.ts'

/** The ledger of an account: its entries in their order, each with the balance it leads to. */
export const hqValueEntries = pg.table(
  'value_entries',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid().notNull(),
    accountId: pg.uuid<ValueAccountId>().notNull(),
    /** Counts the entries of the account, from 1. */
    seq: pg.int().notNull(),
    eventId: pg.uuid<EventId>().notNull(),
    lineNo: pg.int().notNull(),
    kind: pg.oneOf(VALUE_ENTRY_KINDS).notNull(),
    amountMinor: pg.minor().notNull(),
    balanceAfterMinor: pg.minor().notNull(),
    saleId: pg.uuid<SaleId>(),
    storeId: pg.uuid<StoreId>(),
    allowanceId: pg.uuid<AllowanceId>(),
    userId: pg.uuid<UserId>(),
    occurredAt: pg.instant().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('value_entries_event', t, t.eventId, t.lineNo),
    pg.unique('value_entries_place', t, t.accountId, t.seq),
    pg.foreign('value_entries_account_fk', t, [t.accountId], hqValueAccounts),
    pg.check('value_entries_amount_rule', sql`${t.amountMinor} <> 0`),
  ],
)

/** What the store itself has redeemed. */
export const storeValueEntries = lite.table(
  'value_entries',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid().notNull(),
    accountId: lite.uuid<ValueAccountId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    lineNo: lite.int().notNull(),
    kind: lite.oneOf(VALUE_ENTRY_KINDS).notNull(),
    amountMinor: lite.minor().notNull(),
    saleId: lite.uuid<SaleId>(),
    storeId: lite.uuid<StoreId>(),
    allowanceId: lite.uuid<AllowanceId>(),
    userId: lite.uuid<UserId>(),
    occurredAt: lite.instant().notNull(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.unique('value_entries_event', t, t.eventId, t.lineNo),
    lite.index('value_entries_allowance', t, t.allowanceId),
    lite.check('value_entries_amount_rule', sql`${t.amountMinor} <> 0`),
  ],
)
