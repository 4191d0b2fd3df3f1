import type { StoreTx } from '@pos/db'
import type { Instant, listStaff as listCommand, ResponseOf, StoreId, UserId } from '@pos/shared-types'
import { listPermissions, listStaff, type Person } from './person-repository.ts'
import { LONGEST_WAIT_MS } from './tries.ts'

type Member = ResponseOf<typeof listCommand>['items'][number]
type Held = Member['roles'][number] & { readonly userId: UserId }

const ROLES = `
  select r.user_id as userId, o.scope, o.code, o.name from user_roles r
  join roles o on o.id = r.role_id and o.deleted_at is null
  where r.store_id = ? and r.revoked_at is null order by o.scope desc, o.name`

/** Wrong ones put it out of use for longer than a wait. */
const OFF = `
  select subject from login_counters where subject_kind = 'user_device' and subject like 'pin %' and locked_until_at > ?`

/** The people of this store, as whoever asks may see and manage them. */
export function readStaff(tx: StoreTx, storeId: StoreId, at: Instant, asker: Person): Member[] {
  const roles = Map.groupBy(tx.catalog.prepare<Held>(ROLES).all([storeId]), ({ userId }) => userId)
  const pins = new Set(
    tx
      .prepare<{ id: UserId }>('select user_id as id from pin_verifiers')
      .all()
      .map(({ id }) => id),
  )
  const off = tx.prepare<{ subject: string }>(OFF).all([at + LONGEST_WAIT_MS])
  const offIds = new Set(off.map(({ subject }) => subject.split(' ')[1]))
  const badges = new Map(
    tx
      .prepare<{ id: UserId; at: Instant }>('select user_id as id, set_at as at from badges')
      .all()
      .map(({ id, at: setAt }) => [id, setAt]),
  )
  return listStaff(tx.catalog, storeId).map((person) => ({
    userId: person.userId,
    username: person.username,
    displayName: person.displayName,
    roles: (roles.get(person.userId) ?? []).map(({ scope, code, name }) => ({ scope, code, name })),
    pin: !pins.has(person.userId) ? 'none' : offIds.has(person.userId) ? 'off' : 'set',
    badgeSetAt: badges.get(person.userId) ?? null,
    isManageable: lackedBy(tx, storeId, asker, person) === undefined,
  }))
}

/**
 * A right that `asker` lacks and `person` has here; undefined when there is none. Whoever sets the PIN or the badge of
 * another can act as he does, so nobody may for who may do more.
 */
export function lackedBy(tx: StoreTx, storeId: StoreId, asker: Person, person: Person): string | undefined {
  if (asker.isSuperAdmin === 1 || asker.userId === person.userId) return undefined
  if (person.isSuperAdmin === 1) return 'store:employees.manage'
  const own = new Set(listPermissions(tx.catalog, asker.userId, storeId))
  return listPermissions(tx.catalog, person.userId, storeId).find((code) => !own.has(code))
}
