import { DomainError } from '@pos/core'
import type { PermissionCode } from '@pos/shared-types'
import { isUsable, type AccessReader } from './access-reader.ts'
import type { UserCaller } from './caller.ts'

/** The part of the store's catalogue that rights are read through. */
type RightsSource = {
  prepare<Row>(text: string): {
    get(parameters: readonly unknown[]): Row | undefined
    all(parameters: readonly unknown[]): Row[]
  }
}

/** The store's catalogue, and a number that grows with every change of it. */
export type RightsCatalogue = {
  readonly generation: number
  read<Result>(work: (catalogue: RightsSource) => Result): Result
}

/** What a person may do in one store; undefined for somebody who has no role there or is disabled. */
type Rights = { readonly isSuperAdmin: boolean; readonly codes: ReadonlySet<PermissionCode> } | undefined

type Person = { readonly isSuperAdmin: number }
type Held = { readonly code: PermissionCode }

const PERSON = `
  select is_super_admin as isSuperAdmin from users where id = ? and is_active = 1 and deleted_at is null`

const ROLE = 'select 1 from user_roles where user_id = ? and store_id = ? and revoked_at is null limit 1'

// Nested and not joined: SQLite plans a join anew whenever a value is bound to it, which costs ten times the query.
const HELD = `
  select distinct permission_code as code from role_permissions where role_id in (
    select id from roles where deleted_at is null and id in (
      select role_id from user_roles where user_id = ? and store_id = ? and revoked_at is null))`

type StoreAccessOptions = {
  /** Whether the caller's session and token still count. */
  readonly isLive?: (caller: UserCaller) => boolean
  /** Whether head office has not confirmed a right for too long. */
  readonly hasLapsed?: (code: PermissionCode) => boolean
}

/**
 * Rights at a store: from roles granted for that store, in the replica. They are read once for each state of it. A caller
 * whose session or token is not live has none; what has lapsed is refused with AUTH_SNAPSHOT_EXPIRED, to whoever has it.
 */
export function storeAccess(
  catalogue: RightsCatalogue,
  { isLive = () => true, hasLapsed = () => false }: StoreAccessOptions = {},
): AccessReader {
  const known = new Map<string, Rights>()
  let generation = catalogue.generation

  function rightsOf(caller: UserCaller): Rights {
    if (!isLive(caller)) return undefined
    if (catalogue.generation !== generation) known.clear()
    generation = catalogue.generation
    const key = `${caller.userId} ${caller.storeId}`
    if (!known.has(key))
      known.set(
        key,
        catalogue.read((source) => readRights(source, caller)),
      )
    return known.get(key)
  }

  return {
    isActive: (caller) => rightsOf(caller) !== undefined,
    mayAny: (caller, codes) => {
      const rights = rightsOf(caller)
      const held = codes.filter((code) => isHeld(caller, rights, code))
      if (held.length > 0 && held.every(hasLapsed)) throw new DomainError('AUTH_SNAPSHOT_EXPIRED')
      return held.length > 0
    },
    missing: (caller, codes) => {
      const rights = rightsOf(caller)
      const missing = codes.filter((code) => !isHeld(caller, rights, code))
      if (missing.length === 0 && codes.some(hasLapsed)) throw new DomainError('AUTH_SNAPSHOT_EXPIRED')
      return missing
    },
  }
}

function isHeld(caller: UserCaller, rights: Rights, code: PermissionCode): boolean {
  return rights !== undefined && isUsable(caller, code) && (rights.isSuperAdmin || rights.codes.has(code))
}

function readRights(catalogue: RightsSource, { userId, storeId }: UserCaller): Rights {
  const person = catalogue.prepare<Person>(PERSON).get([userId])
  if (person === undefined) return undefined
  const isHere = person.isSuperAdmin === 1 || catalogue.prepare(ROLE).get([userId, storeId]) !== undefined
  if (!isHere) return undefined
  const held = catalogue.prepare<Held>(HELD).all([userId, storeId])
  return { isSuperAdmin: person.isSuperAdmin === 1, codes: new Set(held.map(({ code }) => code)) }
}
