import { createHash } from 'node:crypto'
import type { Unit } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { Instant, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** What failed attempts are counted by. */
export type Counted = {
  readonly kind: 'user_device' | 'user_unknown' | 'ip' | 'device'
  readonly subject: string
}

export type CounterLimit = {
  readonly failures: number
  readonly windowMs: number
  readonly lockMs: number
}

type CounterRow = {
  readonly failures: number
  readonly windowStartedAt: Instant
  readonly lockedUntilAt: Instant | null
}

const PRUNED_AT_ONCE = 50
const KEPT_MS = 24 * 3_600_000

/** A subject that names nobody to whoever reads the table. */
export function subjectOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** Until when attempts are refused; undefined when they are not. */
export async function lockedUntil(
  tx: SqlTx,
  tenantId: TenantId,
  { kind, subject }: Counted,
  at: Instant,
): Promise<Instant | undefined> {
  const [row] = await tx.query<CounterRow>(sql`
    select locked_until_at as "lockedUntilAt" from login_counters
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject = ${subject}`)
  const until = row?.lockedUntilAt ?? 0
  return until > at ? until : undefined
}

/** Counts a failure. The one that fills the window locks the counter. */
export async function countFailure(unit: Unit<SqlTx>, counted: Counted, limit: CounterLimit): Promise<void> {
  const { tx, at } = unit
  const row = await takeCounter(unit, counted)
  const isRunning = row.failures > 0 && at - row.windowStartedAt < limit.windowMs
  const failures = isRunning ? row.failures + 1 : 1
  await keepCounter(unit, counted, {
    failures,
    windowStartedAt: isRunning ? row.windowStartedAt : at,
    lockedUntilAt: failures >= limit.failures ? at + limit.lockMs : null,
  })
  if (failures === 1) {
    await tx.query(sql`
      delete from login_counters where tenant_id = ${unit.tenantId} and (subject_kind, subject) in (
        select subject_kind, subject from login_counters where tenant_id = ${unit.tenantId}
          and window_started_at < ${tx.fragments.instant(at - KEPT_MS)} limit ${PRUNED_AT_ONCE})`)
  }
}

/** Forgets what was counted. */
export async function clearCounter(unit: Unit<SqlTx>, { kind, subject }: Counted): Promise<void> {
  await unit.tx.query(sql`
    delete from login_counters
    where tenant_id = ${unit.tenantId} and subject_kind = ${kind} and subject = ${subject}`)
}

/** The row of a counter, held against others until the unit ends. Made when missing. */
export async function takeCounter(unit: Unit<SqlTx>, { kind, subject }: Counted): Promise<CounterRow> {
  const { tx, tenantId } = unit
  await tx.query(sql`
    insert into login_counters (tenant_id, subject_kind, subject, window_started_at, failures)
    values (${tenantId}, ${kind}, ${subject}, ${tx.fragments.instant(unit.at)}, 0) on conflict do nothing`)
  const [row] = await tx.query<CounterRow>(sql`
    select failures, window_started_at as "windowStartedAt", locked_until_at as "lockedUntilAt" from login_counters
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject = ${subject} ${tx.fragments.lockRows}`)
  return row ?? { failures: 0, windowStartedAt: unit.at, lockedUntilAt: null }
}

export async function keepCounter(unit: Unit<SqlTx>, { kind, subject }: Counted, row: CounterRow): Promise<void> {
  const { instant } = unit.tx.fragments
  await unit.tx.query(sql`
    update login_counters set failures = ${row.failures}, window_started_at = ${instant(row.windowStartedAt)},
      locked_until_at = ${row.lockedUntilAt === null ? null : instant(row.lockedUntilAt)}
    where tenant_id = ${unit.tenantId} and subject_kind = ${kind} and subject = ${subject}`)
}
