import { createHash, randomBytes } from 'node:crypto'
import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type {
  BodyOf,
  claimStore as claimCommand,
  DeviceId,
  Hash,
  Instant,
  ResponseOf,
  StoreId,
  StoreView,
  TenantId,
  UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { storeOrRefuse } from './store-service.ts'

const TOKEN_LIFE_MS = 7 * 24 * 3_600_000
const TOKEN = /^psp_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_[A-Za-z0-9_-]{43}$/

type Claim = BodyOf<typeof claimCommand>
type Claimed = Omit<ResponseOf<typeof claimCommand>, 'passwordPepper'>
type Used = { storeId: StoreId; createdById: UserId; isAgain: boolean }
type NewToken = { tokenId: string; token: string; expiresAt: Instant }

/** Makes a token that sets up one store server, once, within seven days. Only its hash is kept. */
export async function provisionStore(unit: Unit<HqTx>, ids: Ids, storeId: StoreId): Promise<NewToken> {
  await storeOrRefuse(unit, storeId)
  const token = `psp_${unit.tenantId}_${randomBytes(32).toString('base64url')}`
  const made = { tokenId: ids.next(), token, expiresAt: unit.at + TOKEN_LIFE_MS }
  await unit.tx.insert('storeProvisionings', [
    {
      id: made.tokenId,
      tenantId: unit.tenantId,
      storeId,
      tokenHash: sha256(token),
      createdById: unit.userId ?? ids.next(),
      expiresAt: made.expiresAt,
    },
  ])
  await recordAudit(
    { ...unit, storeId },
    {
      category: 'system',
      action: 'stores.provision',
      entityId: storeId,
      after: { tokenId: made.tokenId, expiresAt: made.expiresAt },
    },
  )
  return made
}

export async function revokeProvisioning(
  unit: Unit<HqTx>,
  storeId: StoreId,
  tokenId: string,
): Promise<{ tokenId: string }> {
  const revoked = await unit.tx.query(sql`
    update store_provisionings set revoked_at = ${unit.tx.fragments.instant(unit.at)}
    where tenant_id = ${unit.tenantId} and store_id = ${storeId} and id = ${tokenId} and used_at is null and revoked_at is null
    returning id`)
  if (revoked.length === 0) throw new DomainError('NOT_FOUND')
  await recordAudit(
    { ...unit, storeId },
    { category: 'system', action: 'stores.provision-revoke', entityId: storeId, before: { tokenId } },
  )
  return { tokenId }
}

/**
 * The tenant a token names in clear, so that the row-level policy is set before the token is looked up.
 *
 * @throws DomainError PROVISIONING_TOKEN_INVALID
 */
export function tenantOfToken(token: string): TenantId {
  const tenantId = TOKEN.exec(token)?.[1]
  if (tenantId === undefined) throw new DomainError('PROVISIONING_TOKEN_INVALID')
  return tenantId
}

/** Uses a token up and enrols the store server's key. The same server that asks again gets the same identity. */
export async function claimStore(unit: Unit<HqTx>, ids: Ids, input: Claim): Promise<Claimed> {
  const used = await useToken(unit, input)
  const store = await storeOrRefuse(unit, used.storeId)
  const deviceId =
    (used.isAgain ? await findServer(unit, input) : undefined) ?? (await enrol(unit, ids, store, used, input))
  const [head] = await unit.tx.query<{ epoch: string }>(
    sql`select epoch from sync_head where tenant_id = ${unit.tenantId}`,
  )
  if (!head) throw new DomainError('NOT_FOUND')
  await recordAudit(
    { ...unit, storeId: store.id },
    {
      category: 'system',
      action: 'stores.claim',
      entityId: store.id,
      after: { deviceId, keyThumbprint: sha256(input.publicKey), isAgain: used.isAgain },
    },
  )
  return { deviceId, tenantId: unit.tenantId, storeId: store.id, storeCode: store.code, hqEpoch: head.epoch }
}

async function enrol(unit: Unit<HqTx>, ids: Ids, store: StoreView, used: Used, input: Claim): Promise<DeviceId> {
  const id = ids.next()
  await unit.tx.insert('devices', [
    {
      id,
      tenantId: unit.tenantId,
      storeId: store.id,
      kind: 'store_server',
      name: `Store server ${store.code}`,
      platform: input.platform,
      publicKey: Buffer.from(input.publicKey, 'base64url'),
      state: 'enrolled',
      enrolledAt: unit.at,
      enrolledById: used.createdById,
      storage: 'native',
      appVersion: input.appVersion,
      lastSeenAt: unit.at,
    },
  ])
  await unit.tx.query(sql`
    update stores set status = 'provisioned', revision = revision + 1, updated_at = ${unit.tx.fragments.instant(unit.at)}
    where tenant_id = ${unit.tenantId} and id = ${store.id} and status = 'planned'`)
  unit.tx.touch('store', store.id, 'U', store.id)
  return id
}

async function findServer(unit: Unit<HqTx>, { publicKey }: Claim): Promise<DeviceId | undefined> {
  const [device] = await unit.tx.query<{ id: DeviceId }>(sql`
    select id from devices where tenant_id = ${unit.tenantId} and public_key = ${Buffer.from(publicKey, 'base64url')}`)
  return device?.id
}

// The conditional update is what makes the token single-use: of two twins one finds no row. A server that never heard
// the answer may ask again with the key it was given to.
async function useToken(unit: Unit<HqTx>, input: Claim): Promise<Used> {
  const thumbprint = sha256(input.publicKey)
  const valid = sql`tenant_id = ${unit.tenantId} and token_hash = ${tokenBytes(input.token)} and revoked_at is null
    and expires_at > ${unit.tx.fragments.instant(unit.at)}`
  const columns = sql`store_id as "storeId", created_by_id as "createdById"`
  const [used] = await unit.tx.query<Omit<Used, 'isAgain'>>(sql`
    update store_provisionings
    set used_at = ${unit.tx.fragments.instant(unit.at)}, used_key_thumbprint = ${thumbprint}
    where ${valid} and used_at is null returning ${columns}`)
  if (used) return { ...used, isAgain: false }
  const [again] = await unit.tx.query<Omit<Used, 'isAgain'>>(sql`
    select ${columns} from store_provisionings where ${valid} and used_key_thumbprint = ${thumbprint}`)
  if (!again) throw new DomainError('PROVISIONING_TOKEN_INVALID')
  return { ...again, isAgain: true }
}

const tokenBytes = (token: string): Buffer => createHash('sha256').update(token).digest()
const sha256 = (text: string): Hash => createHash('sha256').update(text).digest('hex')
