import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { endSessions, type EndReason } from '@pos/server-kit'
import type { Instant, StoreId, UserId } from '@pos/shared-types'

type Running = { readonly userId: UserId; readonly storeId: StoreId }
type Lost = { readonly userId: UserId; readonly reason: EndReason }

const RUNNING = `
  select distinct user_id as userId, store_id as storeId from sessions where revoked_at is null and expires_at > ?`

const STANDING = `
  select u.is_active = 1 and u.deleted_at is null as isActive,
    u.is_super_admin = 1 or exists (
      select 1 from user_roles r where r.user_id = u.id and r.store_id = ? and r.revoked_at is null) as hasRole
  from users u where u.id = ?`

/** Who is signed in and works here no more: put out of use at head office, or without a role in this store. */
export function findLost(tx: StoreTx, at: Instant): readonly Lost[] {
  const standing = tx.catalog.prepare<{ isActive: number; hasRole: number }>(STANDING)
  return tx
    .prepare<Running>(RUNNING)
    .all([at])
    .flatMap(({ userId, storeId }): readonly Lost[] => {
      const { isActive, hasRole } = standing.get([storeId, userId]) ?? { isActive: 0, hasRole: 0 }
      if (isActive === 0) return [{ userId, reason: 'user_disabled' }]
      return hasRole === 0 ? [{ userId, reason: 'role_lost' }] : []
    })
}

/** Ends their sessions; gives the ids. */
export async function endLost(unit: Unit<StoreTx>): Promise<readonly string[]> {
  const ended: string[] = []
  for (const { userId, reason } of findLost(unit.tx, unit.at)) {
    ended.push(...(await endSessions(unit, reason, { userId })))
  }
  return ended
}
