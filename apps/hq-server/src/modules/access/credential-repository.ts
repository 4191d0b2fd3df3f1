import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { Instant, TenantId, UserId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'

/** Somebody with a password, as far as signing him in goes. */
export type Holder = {
  readonly userId: UserId
  readonly username: string
  readonly displayName: string
  readonly company: string
  readonly isSuperAdmin: boolean
  /** Runs head office: super admin, or administrator by role. */
  readonly isAdmin: boolean
  readonly hasSecondFactor: boolean
  readonly secret: string
  readonly passwordSetAt: Instant
}

/** Somebody who may have a password, or get his first one. */
export type Account = Omit<Holder, 'passwordSetAt'> & { readonly passwordSetAt: Instant | null }

type AccountRow = { readonly [Key in keyof Account]: Account[Key] extends boolean ? number : Account[Key] }

export type SecondFactor = { readonly id: string; readonly secret: string }

/** The active user of that name with a password; undefined for everybody else, so that answers are alike. */
export function findHolderByName(tx: HqTx, tenantId: TenantId, username: string): Promise<Holder | undefined> {
  return findHolder(tx, tenantId, sql`lower(u.username) = ${username.toLowerCase()}`)
}

export function findHolderById(tx: HqTx, tenantId: TenantId, userId: UserId): Promise<Holder | undefined> {
  return findHolder(tx, tenantId, sql`u.id = ${userId}`)
}

/** The active user, also before he has a password: then his secret is empty. */
export async function findAccount(tx: HqTx, tenantId: TenantId, userId: UserId): Promise<Account | undefined> {
  const [account] = await readAccounts(tx, tenantId, sql`u.id = ${userId}`)
  return account
}

async function findHolder(tx: HqTx, tenantId: TenantId, which: SQL): Promise<Holder | undefined> {
  const [account] = await readAccounts(tx, tenantId, sql`c.id is not null and ${which}`)
  if (account === undefined || account.passwordSetAt === null) return undefined
  return { ...account, passwordSetAt: account.passwordSetAt }
}

async function readAccounts(tx: HqTx, tenantId: TenantId, which: SQL): Promise<Account[]> {
  const rows = await tx.query<AccountRow>(sql`
    select u.id as "userId", u.username, u.display_name as "displayName", t.name as company,
      u.is_super_admin as "isSuperAdmin", coalesce(c.secret, '') as secret, c.created_at as "passwordSetAt",
      u.is_super_admin or exists (
        select 1 from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
        where ur.tenant_id = u.tenant_id and ur.user_id = u.id and ur.revoked_at is null and r.code = 'hq_admin'
      ) as "isAdmin",
      exists (
        select 1 from user_credentials f where f.tenant_id = u.tenant_id and f.user_id = u.id and f.kind = 'totp'
          and f.disabled_at is null
      ) as "hasSecondFactor"
    from users u
    join tenants t on t.id = u.tenant_id
    left join user_credentials c
      on c.tenant_id = u.tenant_id and c.user_id = u.id and c.kind = 'password' and c.disabled_at is null
    where u.tenant_id = ${tenantId} and u.is_active and u.deleted_at is null and ${which}`)
  return rows.map((row) => ({
    ...row,
    isSuperAdmin: row.isSuperAdmin === 1,
    isAdmin: row.isAdmin === 1,
    hasSecondFactor: row.hasSecondFactor === 1,
  }))
}

/** Puts a password in the place of the one there is, if there is one. */
export async function putPassword(unit: Unit<HqTx>, userId: UserId, id: string, secret: string): Promise<void> {
  await disable(unit, userId, 'password')
  await unit.tx.insert('userCredentials', [
    { id, tenantId: unit.tenantId, createdAt: unit.at, userId, kind: 'password', secret },
  ])
  unit.tx.touch('user', userId)
}

/** Stores the same password under today's cost. */
export async function renewPasswordHash(unit: Unit<HqTx>, userId: UserId, old: string, secret: string): Promise<void> {
  await unit.tx.query(sql`
    update user_credentials set secret = ${secret}
    where tenant_id = ${unit.tenantId} and user_id = ${userId} and kind = 'password' and secret = ${old}`)
  unit.tx.touch('user', userId)
}

export async function findSecondFactor(
  tx: HqTx,
  tenantId: TenantId,
  userId: UserId,
): Promise<SecondFactor | undefined> {
  const [factor] = await tx.query<SecondFactor>(sql`
    select id, secret from user_credentials
    where tenant_id = ${tenantId} and user_id = ${userId} and kind = 'totp' and disabled_at is null`)
  return factor
}

export async function countRecoveryCodes(tx: HqTx, tenantId: TenantId, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(sql`
    select count(*) as count from user_credentials
    where tenant_id = ${tenantId} and user_id = ${userId} and kind = 'recovery' and disabled_at is null and used_at is null`)
  return row?.count ?? 0
}

/** Uses the code of a step; false when one of that step or of a later one was used before. */
export async function useStep(unit: Unit<HqTx>, id: string, step: number): Promise<boolean> {
  const used = await unit.tx.query(sql`
    update user_credentials set last_step = ${step}, used_at = ${unit.tx.fragments.instant(unit.at)}
    where tenant_id = ${unit.tenantId} and id = ${id} and (last_step is null or last_step < ${step}) returning id`)
  return used.length > 0
}

/** Uses a recovery code; false when there is none such left. */
export async function useRecoveryCode(unit: Unit<HqTx>, userId: UserId, digest: string): Promise<boolean> {
  const used = await unit.tx.query(sql`
    update user_credentials set used_at = ${unit.tx.fragments.instant(unit.at)}
    where tenant_id = ${unit.tenantId} and user_id = ${userId} and kind = 'recovery' and secret = ${digest}
      and used_at is null and disabled_at is null returning id`)
  return used.length > 0
}

export async function putSecondFactor(
  unit: Unit<HqTx>,
  userId: UserId,
  id: string,
  secret: string,
  step: number,
): Promise<void> {
  await disable(unit, userId, 'totp')
  await unit.tx.insert('userCredentials', [
    { id, tenantId: unit.tenantId, createdAt: unit.at, userId, kind: 'totp', secret, lastStep: step },
  ])
  unit.tx.touch('user', userId)
}

export async function putRecoveryCodes(
  unit: Unit<HqTx>,
  userId: UserId,
  codes: readonly { readonly id: string; readonly digest: string }[],
): Promise<void> {
  await disable(unit, userId, 'recovery')
  await unit.tx.insert(
    'userCredentials',
    codes.map(({ id, digest }) => ({
      id,
      tenantId: unit.tenantId,
      createdAt: unit.at,
      userId,
      kind: 'recovery' as const,
      secret: digest,
    })),
  )
  unit.tx.touch('user', userId)
}

/** Puts credentials of one kind out of force; they stay as history. */
export async function disable(unit: Unit<HqTx>, userId: UserId, kind: 'password' | 'totp' | 'recovery'): Promise<void> {
  await unit.tx.query(sql`
    update user_credentials set disabled_at = ${unit.tx.fragments.instant(unit.at)}
    where tenant_id = ${unit.tenantId} and user_id = ${userId} and kind = ${kind} and disabled_at is null`)
  unit.tx.touch('user', userId)
}
