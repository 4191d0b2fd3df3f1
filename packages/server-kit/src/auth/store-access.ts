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

/** Runs `work` on the current catalogue. */
export type ReadCatalogue = <Result>(work: (catalogue: RightsSource) => Result) => Result

type Person = { readonly isSuperAdmin: number }
type Held = { readonly code: PermissionCode }

const PERSON = `
  select is_super_admin as isSuperAdmin from users where id = ? and is_active = 1 and deleted_at is null`

/** Rights at a store: from roles granted for that store, in the replica. */
export function storeAccess(readCatalogue: ReadCatalogue): AccessReader {
  return {
    isActive: (caller) => readCatalogue((catalogue) => findPerson(catalogue, caller) !== undefined),
    mayAny: (caller, codes) => readCatalogue((catalogue) => heldOf(catalogue, caller, codes).length > 0),
    missing(caller, codes) {
      const held = readCatalogue((catalogue) => heldOf(catalogue, caller, codes))
      return codes.filter((code) => !held.includes(code))
    },
  }
}

function findPerson(catalogue: RightsSource, { userId }: UserCaller): Person | undefined {
  return catalogue.prepare<Person>(PERSON).get([userId])
}

function heldOf(
  catalogue: RightsSource,
  caller: UserCaller,
  codes: readonly PermissionCode[],
): readonly PermissionCode[] {
  const person = findPerson(catalogue, caller)
  const usable = codes.filter((code) => isUsable(caller, code))
  if (person === undefined || usable.length === 0) return []
  if (person.isSuperAdmin === 1) return usable
  const rows = catalogue.prepare<Held>(heldStatement(usable.length)).all([...usable, caller.userId, caller.storeId])
  return rows.map((row) => row.code)
}

const statements: string[] = []

/**
 * One text per number of codes, so that each is compiled once. Nested and not joined: SQLite plans a join anew whenever
 * a value is bound to it, which would cost ten times the query.
 */
function heldStatement(codes: number): string {
  return (statements[codes] ??= `
    select permission_code as code from role_permissions
    where permission_code in (${Array(codes).fill('?').join(',')}) and role_id in (
      select id from roles where deleted_at is null and id in (
        select role_id from user_roles where user_id = ? and store_id = ? and revoked_at is null))`)
}
