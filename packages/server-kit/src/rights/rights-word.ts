import { createHash, sign, verify, type KeyObject } from 'node:crypto'
import type { Awaitable } from '@pos/core'
import { schema, type Hash, type RightsWord, type StoreId, type TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { after } from '../is-promise.ts'

/** What head office signs: whose rights, until when they hold alone, and a hash over all of them. */
export type SignedRights = RightsWord & {
  readonly tenantId: TenantId
  readonly storeId: StoreId
  readonly rightsHash: Hash
}

const PREFIX = 'pos-rights/v1\n'

const Payload = Compile(
  Type.Object({
    tenantId: schema.uuid<TenantId>(),
    storeId: schema.uuid<StoreId>(),
    edition: schema.count(),
    issuedAt: schema.instant(),
    privilegedUntilAt: schema.instant(),
    cashierUntilAt: schema.instant(),
    rightsHash: schema.hash(),
  }),
)

/** The signature (base64url) of a payload's exact text. */
export function signRights(payload: string, key: KeyObject): string {
  return sign(null, Buffer.from(PREFIX + payload), key).toString('base64url')
}

/** What a payload says, when `key` signed exactly this text; verified before it is parsed. */
export function readRights(payload: string, signature: string, key: KeyObject): SignedRights | undefined {
  if (!verify(null, Buffer.from(PREFIX + payload), key, Buffer.from(signature, 'base64url'))) return undefined
  const said: unknown = JSON.parse(payload)
  return Payload.Check(said) ? said : undefined
}

type Queryable = { query<Row>(statement: SQL): Awaitable<Row[]> }
type Right = { readonly userId: string; readonly isSuperAdmin: number; readonly code: string | null }

/**
 * One hash over everybody's rights in a store, the same at head office and in the store's copy as long as they agree.
 * Whoever has no right there is not in it.
 */
export function rightsHash(source: Queryable, tenantId: TenantId, storeId: StoreId): Awaitable<Hash> {
  const rights = source.query<Right>(sql`
    select distinct u.id as "userId", u.is_super_admin as "isSuperAdmin", p.permission_code as code
    from users u
    left join user_roles r on r.tenant_id = u.tenant_id and r.user_id = u.id and r.store_id = ${storeId} and r.revoked_at is null
    left join roles o on o.tenant_id = r.tenant_id and o.id = r.role_id and o.deleted_at is null
    left join role_permissions p on p.tenant_id = o.tenant_id and p.role_id = o.id
    where u.tenant_id = ${tenantId} and u.is_active and u.deleted_at is null
      and (p.permission_code is not null or u.is_super_admin)`)
  return after(rights, (rows) => {
    const lines = rows.map(({ userId, isSuperAdmin, code }) => `${userId} ${isSuperAdmin} ${code ?? ''}`)
    return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
  })
}
