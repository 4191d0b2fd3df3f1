import {
  ALLOWANCE_STATES,
  VALUE_KINDS,
  VALUE_STATES,
  type AllowanceId,
  type CustomerId,
  type EventId,
  type LineageId,
  type StoreId,
  type TenantId,
  type ValueAccountId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'
import { hqStores } from './stores.ts'

/** What head office's ledger makes of an account stands only here; a store is told who it is and not what it is worth. */
export const hqValueAccounts = pg.table(
  'value_accounts',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<ValueAccountId>().notNull(),
    kind: pg.oneOf(VALUE_KINDS).notNull(),
    /** A currency, or `PTS`: one minor unit is one point. */
    unit: pg.text().notNull(),
    customerId: pg.uuid<CustomerId>(),
    codeHmac: pg.hash(),
    codeLast4: pg.text(),
    state: pg.oneOf(VALUE_STATES).notNull(),
    limitMinor: pg.minor().notNull().default(0),
    balanceMinor: pg.minor().notNull().default(0),
    heldMinor: pg.minor().notNull().default(0),
    lentMinor: pg.minor().notNull().default(0),
    expiresOn: pg.dateOn(),
    homeStoreId: pg.uuid<StoreId>(),
    createdEventId: pg.uuid<EventId>().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.uniqueOver('value_accounts_code', t, t.codeHmac).where(sql`${t.codeHmac} is not null`),
    pg.unique('value_accounts_event', t, t.createdEventId),
    pg
      .uniqueOver('value_accounts_customer', t, t.customerId, t.kind)
      .where(sql`${t.customerId} is not null and (${t.kind} = 'loyalty' or ${t.kind} = 'house_account')`),
    pg.check(
      'value_accounts_covered_rule',
      sql`${t.balanceMinor} - ${t.heldMinor} - ${t.lentMinor} >= -${t.limitMinor}`,
    ),
    pg.check(
      'value_accounts_limit_rule',
      sql`${t.limitMinor} = 0 or (${t.limitMinor} > 0 and ${t.kind} = 'house_account')`,
    ),
    pg.check('value_accounts_promised_rule', sql`${t.heldMinor} >= 0 and ${t.lentMinor} >= 0`),
    pg.check('value_accounts_code_rule', sql`(${t.codeHmac} is null) = (${t.codeLast4} is null)`),
  ],
)

export const catalogValueAccounts = lite.table(
  'value_accounts',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<ValueAccountId>().notNull(),
    kind: lite.oneOf(VALUE_KINDS).notNull(),
    unit: lite.text().notNull(),
    customerId: lite.uuid<CustomerId>(),
    codeHmac: lite.hash(),
    codeLast4: lite.text(),
    state: lite.oneOf(VALUE_STATES).notNull(),
    expiresOn: lite.dateOn(),
    homeStoreId: lite.uuid<StoreId>(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.id),
    lite.index('value_accounts_code', t, t.codeHmac).where(sql`${t.codeHmac} is not null`),
  ],
)

/** A slice of a balance that is lent to one life of one store. Of what was granted, part is spent and part came back. */
export const hqValueAllowances = pg.table(
  'value_allowances',
  {
    tenantId: pg.uuid<TenantId>().notNull(),
    id: pg.uuid<AllowanceId>().notNull(),
    accountId: pg.uuid<ValueAccountId>().notNull(),
    storeId: pg.uuid<StoreId>().notNull(),
    lineage: pg.uuid<LineageId>().notNull(),
    grantedMinor: pg.minor().notNull(),
    spentMinor: pg.minor().notNull().default(0),
    returnedMinor: pg.minor().notNull().default(0),
    state: pg.oneOf(ALLOWANCE_STATES).notNull(),
    ttlS: pg.int().notNull(),
    grantedAt: pg.instant().notNull(),
    returnedAt: pg.instant(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.uniqueOver('value_allowances_one_open', t, t.accountId, t.storeId).where(sql`${t.state} = 'open'`),
    pg.index('value_allowances_account', t, t.accountId),
    pg.index('value_allowances_open', t, t.grantedAt).where(sql`${t.state} = 'open'`),
    pg.foreign('value_allowances_account_fk', t, [t.accountId], hqValueAccounts),
    pg.foreign('value_allowances_store_fk', t, [t.storeId], hqStores),
    pg.check(
      'value_allowances_spent_rule',
      sql`${t.spentMinor} >= 0 and ${t.returnedMinor} >= 0 and ${t.spentMinor} + ${t.returnedMinor} <= ${t.grantedMinor}`,
    ),
    pg.check('value_allowances_returned_rule', sql`(${t.state} = 'returned') = (${t.returnedAt} is not null)`),
  ],
)

export const catalogValueAllowances = lite.table(
  'value_allowances',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    id: lite.uuid<AllowanceId>().notNull(),
    accountId: lite.uuid<ValueAccountId>().notNull(),
    storeId: lite.uuid<StoreId>().notNull(),
    lineage: lite.uuid<LineageId>().notNull(),
    grantedMinor: lite.minor().notNull(),
    state: lite.oneOf(ALLOWANCE_STATES).notNull(),
    ttlS: lite.int().notNull(),
    grantedAt: lite.instant().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.index('value_allowances_account', t, t.accountId)],
)

/** What a store has given back: from this row on it spends nothing more of the allowance. */
export const storeAllowanceReturns = lite.table(
  'allowance_returns',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    allowanceId: lite.uuid<AllowanceId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    spentMinor: lite.minor().notNull(),
    returnedAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.allowanceId)],
)
