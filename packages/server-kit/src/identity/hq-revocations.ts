import type { Ids, Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { DeviceId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { endSessions, type EndReason } from './session-rows.ts'

/** The channel on which every process of head office hears that sessions of a tenant have ended. */
export const SESSIONS_CHANNEL = 'sessions'

/** Ends a person's sessions at head office, but for `exceptId`. Every process closes the sockets they opened. */
export async function endUserSessions(
  unit: Unit<HqTx>,
  userId: UserId,
  reason: EndReason,
  exceptId?: string,
): Promise<void> {
  await endSessions(unit, reason, { userId, exceptId })
  await tellEnded(unit)
}

/**
 * Takes back everything a person or a device was given: his sessions at head office at once, and with their next sync
 * whatever the stores gave.
 *
 * @example await revokeEverywhere(unit, ids, { userId }, 'user_disabled')
 */
export async function revokeEverywhere(
  unit: Unit<HqTx>,
  ids: Ids,
  { userId = null, deviceId = null }: { readonly userId?: UserId | null; readonly deviceId?: DeviceId | null },
  reason: EndReason,
): Promise<void> {
  if (userId !== null) await endUserSessions(unit, userId, reason)
  const id = ids.next()
  await unit.tx.insert('revocationList', [
    {
      tenantId: unit.tenantId,
      id,
      userId,
      deviceId,
      sessionId: null,
      revokedAt: unit.at,
      reason,
      revokedById: unit.userId ?? null,
    },
  ])
  unit.tx.touch('revocation', id)
}

/** Tells every process, with the commit. */
export async function tellEnded(unit: Unit<HqTx>): Promise<void> {
  await unit.tx.query(sql`select pg_notify(${SESSIONS_CHANNEL}, ${unit.tenantId})`)
}
