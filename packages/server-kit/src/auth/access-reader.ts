import { DomainError, type Awaitable } from '@pos/core'
import type { PermissionCode } from '@pos/shared-types'
import type { UserCaller } from './caller.ts'

/**
 * Reads rights from the database of this node. Nothing is remembered past a change of it, so a revocation holds with the
 * next request. A caller has only codes of the place he signed in at: `hq:` at head office, `store:` and `pos:` in a
 * store's back office, `pos:` at a till. The super admin has all of them.
 */
export interface AccessReader {
  /** Whether the user exists here and is not disabled. */
  isActive(caller: UserCaller): Awaitable<boolean>
  /**
   * Whether the user is active and has at least one of `codes`.
   *
   * @throws DomainError AUTH_SNAPSHOT_EXPIRED when all he has of them have lapsed
   */
  mayAny(caller: UserCaller, codes: readonly PermissionCode[]): Awaitable<boolean>
  /**
   * Which of `codes` the user does not have; all of them when he is not active.
   *
   * @throws DomainError AUTH_SNAPSHOT_EXPIRED when he has all of them and one has lapsed
   */
  missing(caller: UserCaller, codes: readonly PermissionCode[]): Awaitable<readonly PermissionCode[]>
}

const SCOPES: Readonly<Record<UserCaller['appContext'], readonly string[]>> = {
  hq: ['hq'],
  store: ['store', 'pos'],
  pos: ['pos'],
}

/** Whether a right of this scope can be used from the place the caller signed in at. */
export function isUsable(caller: UserCaller, code: PermissionCode): boolean {
  return SCOPES[caller.appContext].includes(code.slice(0, code.indexOf(':')))
}

/**
 * For rights that follow from the content of a request, such as a discount in a sale.
 *
 * @throws DomainError PERMISSION_DENIED naming the first code that is missing
 */
export async function requireAll(
  access: AccessReader,
  caller: UserCaller,
  codes: readonly PermissionCode[],
): Promise<void> {
  if (codes.length === 0) return
  const [missing] = await access.missing(caller, codes)
  if (missing !== undefined) throw new DomainError('PERMISSION_DENIED', { permission: missing })
}
