import { createPublicKey } from 'node:crypto'
import { arch, platform } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, Context, Ids } from '@pos/core'
import type { StoreDatabase } from '@pos/db'
import { newPeerKey, privateKeyOf, readOrCreateSecret, replaceSecret, sha256 } from '@pos/server-kit'
import { claimStore, type ResponseOf } from '@pos/shared-types'
import { readIdentity, type StoreIdentity } from './identity.ts'
import { readMeta, writeMeta } from './meta.ts'
import { version } from './version.ts'

export type ProvisioningOptions = {
  readonly database: StoreDatabase
  readonly keyFile: string
  /** Where the pepper of the company's passwords is kept. */
  readonly pepperFile: string
  readonly hqUrl: string
  readonly token: string
  readonly clock: Clock
  readonly ids: Ids
}

/** Head office said no or nothing: the token is used, expired or wrong. One sentence for who starts the server. */
export class ProvisioningRefused extends Error {
  override readonly name = 'ProvisioningRefused'
}

const BUSY = 503
const BUSY_WAIT_MS = 1_000

type Claimed = ResponseOf<typeof claimStore>

/** The private key of this server, made on its first start and never sent anywhere. */
export function serverKey(keyFile: string): Promise<string> {
  return readOrCreateSecret(keyFile, () => newPeerKey().privateKeyPem)
}

/**
 * Makes an empty store server the server of one store. It may be interrupted and repeated: the claim carries a key that
 * was written down before the first try, so head office gives the same answer again.
 *
 * @throws ProvisioningRefused when head office refuses the token
 */
export async function provision(options: ProvisioningOptions): Promise<StoreIdentity> {
  const { database, clock, ids, hqUrl, token, keyFile, pepperFile } = options
  const ctx: Context = { tenantId: '', appContext: 'system', correlationId: 'provisioning', at: clock.now() }
  const publicKey = publicKeyOf(await serverKey(keyFile))
  const key = await claimKey(database, ctx, ids)
  const claimed = await claim(hqUrl, key, {
    token,
    publicKey,
    platform: `${platform()} ${arch()}`,
    appVersion: version,
  })
  // A server that was started before it had its token has made a pepper of its own, which opens nobody's password.
  await replaceSecret(pepperFile, claimed.passwordPepper)
  return database.unitOfWork.write({ ...ctx, tenantId: claimed.tenantId }, 'provisioning.keep', (unit) => {
    const lineage = ids.next()
    const { tenantId, storeId, deviceId } = claimed
    unit.tx.insert('devices', [
      {
        id: deviceId,
        tenantId,
        storeId,
        kind: 'store_server',
        name: `Store server ${claimed.storeCode}`,
        platform: `${platform()} ${arch()}`,
        publicKey: Buffer.from(publicKey, 'base64url'),
        state: 'enrolled',
        enrolledAt: unit.at,
        enrolledById: unit.userId ?? ids.next(),
        storage: 'native',
        appVersion: version,
        lastSeenAt: unit.at,
      },
    ])
    unit.tx.insert('lineages', [
      { id: lineage, tenantId, storeId, deviceId, reason: 'created', startedAt: unit.at, lastSeq: 0 },
    ])
    unit.tx.insert('storeIdentity', [
      {
        singleton: 1,
        tenantId,
        storeId,
        hqEpoch: claimed.hqEpoch,
        databaseId: ids.next(),
        lineage,
        provisionedAt: unit.at,
        keyThumbprint: sha256(publicKey),
      },
    ])
    writeMeta(unit, 'hq_url', hqUrl)
    const identity = readIdentity(unit.tx)
    if (!identity) throw new Error('the identity was not kept')
    return identity
  })
}

async function claimKey(database: StoreDatabase, ctx: Context, ids: Ids): Promise<string> {
  return database.unitOfWork.write(ctx, 'provisioning.begin', (unit) => {
    const known = readMeta(unit.tx, 'claim_key')
    if (known !== undefined) return known
    const key = ids.next()
    writeMeta(unit, 'claim_key', key)
    return key
  })
}

/** The key makes it safe to ask again. */
async function claim(hqUrl: string, key: string, body: object, tries = 30): Promise<Claimed> {
  const response = await fetch(new URL(`/api/v1${claimStore.path}`, hqUrl), {
    method: claimStore.method,
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new ProvisioningRefused(`Head office at ${hqUrl} does not answer: start it, or correct POS_HQ_URL.`, {
      cause: error,
    })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as Claimed
  if (response.status === BUSY && tries > 1) {
    await sleep(BUSY_WAIT_MS)
    return claim(hqUrl, key, body, tries - 1)
  }
  const sentence =
    typeof answer === 'object' && answer !== null && 'detail' in answer ? String(answer.detail) : response.statusText
  throw new ProvisioningRefused(`Head office refused the provisioning token: ${sentence}`)
}

function publicKeyOf(privateKeyPem: string): string {
  const { x } = createPublicKey(privateKeyOf(privateKeyPem)).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('the key of this server is not an Ed25519 key')
  return x
}
