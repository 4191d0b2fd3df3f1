import type { Unit } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { DeviceId, Instant, StoreId, TenantId, UserId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

/** A session as both engines keep it. Hashes come as bytes. */
export type SessionRow = {
  readonly id: string
  readonly userId: UserId
  readonly appContext: 'hq' | 'store' | 'pos'
  readonly storeId: StoreId | null
  readonly deviceId: DeviceId | null
  readonly familyId: string
  readonly generation: number
  readonly tokenHash: Uint8Array
  readonly prevTokenHash: Uint8Array | null
  readonly rotatedAt: Instant
  readonly createdAt: Instant
  readonly lastUsedAt: Instant
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
  readonly ip: string
  readonly userAgent: string
}

/** Why a session ended before its time. */
export type EndReason =
  | 'signed_in_again'
  | 'signed_out'
  | 'ended_by_user'
  | 'ended_by_admin'
  | 'password_changed'
  | 'second_factor_changed'
  | 'user_disabled'
  | 'role_lost'
  | 'token_reused'
  | 'device_revoked'

const COLUMNS = sql.raw(`id, user_id as "userId", app_context as "appContext", store_id as "storeId",
  device_id as "deviceId", family_id as "familyId", generation, token_hash as "tokenHash",
  prev_token_hash as "prevTokenHash", rotated_at as "rotatedAt", created_at as "createdAt",
  last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt", ip, user_agent as "userAgent"`)

/** The session of a family, held against others until the unit ends. */
export async function lockFamily(tx: SqlTx, tenantId: TenantId, familyId: string): Promise<SessionRow | undefined> {
  const [row] = await tx.query<SessionRow>(sql`
    select ${COLUMNS} from sessions where tenant_id = ${tenantId} and family_id = ${familyId} ${tx.fragments.lockRows}`)
  return row
}

/** How many sessions of the tenant can still be used. */
export async function countSessions(tx: SqlTx, tenantId: TenantId, at: Instant): Promise<number> {
  const [row] = await tx.query<{ count: number }>(sql`
    select count(*) as count from sessions
    where tenant_id = ${tenantId} and revoked_at is null and expires_at > ${tx.fragments.instant(at)}`)
  return Number(row?.count)
}

/** Sessions that can still be used, the newest first; of one person or of all. */
export async function listRunning(
  tx: SqlTx,
  tenantId: TenantId,
  at: Instant,
  userId?: UserId,
): Promise<readonly SessionRow[]> {
  const whose = userId === undefined ? sql`` : sql`and user_id = ${userId}`
  return tx.query<SessionRow>(sql`
    select ${COLUMNS} from sessions
    where tenant_id = ${tenantId} and revoked_at is null and expires_at > ${tx.fragments.instant(at)} ${whose}
    order by created_at desc, id desc limit 500`)
}

/** Which sessions are meant: those that meet all that is said, and at least one thing is. */
export type Which =
  | { readonly id: string; readonly userId?: UserId | undefined }
  | { readonly userId: UserId; readonly appContext?: 'hq' | 'store'; readonly exceptId?: string | undefined }
  | { readonly deviceId: DeviceId }

/** Ends the running sessions that are meant; gives their ids. */
export async function endSessions(unit: Unit<SqlTx>, reason: EndReason, which: Which): Promise<readonly string[]> {
  const ended = await unit.tx.query<{ id: string }>(sql`
    update sessions set revoked_at = ${unit.tx.fragments.instant(unit.at)}, revoke_reason = ${reason}
    where tenant_id = ${unit.tenantId} and revoked_at is null and ${conditionOf(which)} returning id`)
  return ended.map(({ id }) => id)
}

function conditionOf(which: Which): SQL {
  if ('deviceId' in which) return sql`device_id = ${which.deviceId}`
  const whose = which.userId === undefined ? sql`true` : sql`user_id = ${which.userId}`
  if ('id' in which) return sql`id = ${which.id} and ${whose}`
  const where = which.appContext === undefined ? sql`true` : sql`app_context = ${which.appContext}`
  const others = which.exceptId === undefined ? sql`true` : sql`id <> ${which.exceptId}`
  return sql`${whose} and ${where} and ${others}`
}

/** Whether this person has signed in on this device before. */
export async function isKnownDevice(
  tx: SqlTx,
  tenantId: TenantId,
  userId: UserId,
  deviceId: DeviceId,
): Promise<boolean> {
  const [known] = await tx.query(sql`
    select 1 as known from sessions
    where tenant_id = ${tenantId} and user_id = ${userId} and device_id = ${deviceId} limit 1`)
  return known !== undefined
}
