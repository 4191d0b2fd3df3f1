import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BusinessDate, Hash, TenantId } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'
import { newPeerKey, privateKeyOf } from '../auth/signature.ts'
import { readOrCreateSecret } from '../secrets/secret-file.ts'

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
  const kid = sha256(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 16)
  return {
    kid,
    publicKey,
    sign: (place) => {
      const signature = sign(null, signedBytes({ ...place, kid }), privateKey).toString('base64url')
      return { ...place, kid, signature }
    },
  }
}

/** Whether head office has signed exactly this. */
export function isAnchorSigned(key: Pick<AnchorKey, 'kid' | 'publicKey'>, anchor: Anchor): boolean {
  if (anchor.kid !== key.kid) return false
  return verify(null, signedBytes(anchor), key.publicKey, Buffer.from(anchor.signature, 'base64url'))
}

function signedBytes({ tenantId, node, anchoredOn, seq, headHash, kid }: Omit<Anchor, 'signature'>): Buffer {
  return Buffer.from(`pos-audit-anchor/v1\n${JSON.stringify([tenantId, node, anchoredOn, seq, headHash, kid])}`)
}

/** Adds anchors to the day's file and flushes it: what stands outside the database cannot be changed by its owner. */
export async function exportAnchors(folder: string, anchors: readonly Anchor[]): Promise<void> {
  const [first] = anchors
  if (first === undefined) return
  await mkdir(folder, { recursive: true })
  const file = await open(join(folder, `${first.anchoredOn}.jsonl`), 'a')
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
  for (const name of (await filesIn(folder)).toSorted()) {
    const text = await readFile(join(folder, name), 'utf8')
    for (const line of text.split('\n')) if (line !== '') anchors.push(JSON.parse(line) as Anchor)
  }
  return anchors
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.jsonl'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
