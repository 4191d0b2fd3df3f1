import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BusinessDate, Hash, TenantId } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'
import { newPeerKey, privateKeyOf } from '../auth/signature.ts'
import { readOrCreateSecret } from '../secrets/secret-file.ts'

const ANCHORS_END = '.jsonl'
const KEY_END = '.public-key.pem'

/** Where a chain ended on a day (UTC), signed by head office. */
export type Anchor = {
  readonly tenantId: TenantId
  readonly node: string
  readonly anchoredOn: BusinessDate
  readonly seq: number
  readonly headHash: Hash
  readonly kid: string
  /** Ed25519, base64url. */
  readonly signature: string
}

export type AnchorKey = {
  readonly kid: string
  readonly publicKey: KeyObject
  readonly sign: (place: Omit<Anchor, 'kid' | 'signature'>) => Anchor
}

/** The key of head office's anchors, made on the first start. */
export async function readAnchorKey(file: string): Promise<AnchorKey> {
  const privateKey = privateKeyOf(await readOrCreateSecret(file, () => newPeerKey().privateKeyPem))
  const publicKey = createPublicKey(privateKey)
  const kid = kidOf(publicKey)
  return {
    kid,
    publicKey,
    sign: (place) => {
      const signature = sign(null, signedBytes({ ...place, kid }), privateKey).toString('base64url')
      return { ...place, kid, signature }
    },
  }
}

/** Public keys of anchors by their `kid`. */
export type AnchorKeys = ReadonlyMap<string, KeyObject>

/** What is wrong with an anchor: head office has not signed exactly this, or nobody can tell without the key. */
export function anchorFault(keys: AnchorKeys, anchor: Anchor): 'anchor_forged' | 'anchor_key_missing' | undefined {
  const key = keys.get(anchor.kid)
  if (key === undefined) return 'anchor_key_missing'
  const isSigned = verify(null, signedBytes(anchor), key, Buffer.from(anchor.signature, 'base64url'))
  return isSigned ? undefined : 'anchor_forged'
}

/**
 * The key of today and those that were exported beside their anchors: a private key that was lost, or replaced, leaves
 * what it has signed checkable.
 */
export async function readAnchorKeys(key: Pick<AnchorKey, 'kid' | 'publicKey'>, folder: string): Promise<AnchorKeys> {
  const keys = new Map<string, KeyObject>()
  for (const name of await filesIn(folder, KEY_END)) {
    const publicKey = createPublicKey(await readFile(join(folder, name)))
    keys.set(kidOf(publicKey), publicKey)
  }
  return keys.set(key.kid, key.publicKey)
}

function kidOf(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 16)
}

function signedBytes({ tenantId, node, anchoredOn, seq, headHash, kid }: Omit<Anchor, 'signature'>): Buffer {
  return Buffer.from(`pos-audit-anchor/v1\n${JSON.stringify([tenantId, node, anchoredOn, seq, headHash, kid])}`)
}

/**
 * Adds anchors to the day's file, beside the public key they are signed with, and flushes it: what stands outside the
 * database cannot be changed by its owner.
 */
export async function exportAnchors(
  folder: string,
  { kid, publicKey }: Pick<AnchorKey, 'kid' | 'publicKey'>,
  anchors: readonly Anchor[],
): Promise<void> {
  const [first] = anchors
  if (first === undefined) return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${kid}${KEY_END}`), publicKey.export({ type: 'spki', format: 'pem' }))
  const file = await open(join(folder, first.anchoredOn + ANCHORS_END), 'a')
  try {
    await file.writeFile(anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The anchors that were exported to a folder, oldest day first; none where nothing was exported. */
export async function readExportedAnchors(folder: string): Promise<readonly Anchor[]> {
  const anchors: Anchor[] = []
  for (const name of (await filesIn(folder, ANCHORS_END)).toSorted()) {
    const text = await readFile(join(folder, name), 'utf8')
    for (const line of text.split('\n')) if (line !== '') anchors.push(JSON.parse(line) as Anchor)
  }
  return anchors
}

async function filesIn(folder: string, end: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(end))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
