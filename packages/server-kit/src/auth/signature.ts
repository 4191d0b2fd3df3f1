import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { sha256 } from '../adapters/sha256.ts'

const NOTHING = new Uint8Array(0)

/** What a peer signs: the request line, its own time and the hash of the body. */
export type SignedParts = {
  readonly method: string
  /** Path and query as sent, without host. */
  readonly target: string
  readonly atMs: number
  readonly body?: string | Uint8Array | undefined
}

/** Who signs. The tenant only says where to look the peer up; the signature proves it. */
export type Signer = { readonly peerId: string; readonly tenantId?: string | undefined; readonly privateKey: KeyObject }

/** The text under the signature. Every implementation of a peer builds exactly this. */
export function signingText({ method, target, atMs, body = NOTHING }: SignedParts): string {
  return `${method}\n${target}\n${atMs}\n${sha256(body)}`
}

/**
 * The headers that sign a request.
 *
 * @example fetch(url, { method, body, headers: { ...signRequest(me, { method, target, atMs: clock.now(), body }) } })
 */
export function signRequest(signer: Signer, parts: SignedParts): Record<string, string> {
  return {
    'pos-peer': signer.peerId,
    ...(signer.tenantId !== undefined && { 'pos-tenant': signer.tenantId }),
    'pos-time': String(parts.atMs),
    'pos-signature': sign(null, Buffer.from(signingText(parts)), signer.privateKey).toString('base64url'),
  }
}

/** Whether `signature` (base64url) is of this request by this key. */
export function isSignedBy(publicKey: KeyObject, parts: SignedParts, signature: string): boolean {
  return verify(null, Buffer.from(signingText(parts)), publicKey, Buffer.from(signature, 'base64url'))
}

/**
 * An Ed25519 public key from its 32 bytes in base64url.
 *
 * @throws when the text is not such a key
 */
export function publicKeyOf(base64url: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64url }, format: 'jwk' })
}

/** A new Ed25519 key pair: the private key as PKCS #8 PEM, the public key as 32 bytes in base64url. */
export function newPeerKey(): { readonly privateKeyPem: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('ed25519')
  const { x } = pair.publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('an Ed25519 key has no x')
  return { privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), publicKey: x }
}

export function privateKeyOf(pem: string): KeyObject {
  return createPrivateKey(pem)
}
