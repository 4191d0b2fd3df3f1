import type { Digest, DigestGrain, DigestSheet, Hash } from '@pos/shared-types'
import type { Sha256 } from './ports.ts'

const SPAN = 2n ** 256n

/**
 * A digest of many texts in any order: their number, and the sum of their SHA-256 modulo 2^256. Two nodes read the same
 * rows in different orders and need not sort them; a row that is missing, doubled or different changes the sum.
 */
export class DigestSum {
  readonly #sha256: Sha256
  #sum = 0n
  #count = 0

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  add(text: string): void {
    this.addHash(this.#sha256(text))
  }

  /** Adds a text by its hash, where that is known already. */
  addHash(hash: Hash): void {
    this.#sum += BigInt(`0x${hash}`)
    this.#count += 1
  }

  result(): Pick<Digest, 'count' | 'hash'> {
    return { count: this.#count, hash: (this.#sum % SPAN).toString(16).padStart(64, '0') }
  }
}

export type DigestVerdict = 'equal' | 'different' | 'pending'

/** One thing as this node holds it, beside the word of its peer. The two never mix. */
export type ComparedDigest = Digest & { readonly peerHash: string | null; readonly verdict: DigestVerdict }

/** Judges each own digest by the peer's of the same thing; what the peer said nothing of is pending. */
export function judged(own: readonly Digest[], peer: readonly Digest[]): readonly ComparedDigest[] {
  const theirs = new Map(peer.map((digest) => [keyOf(digest), digest]))
  return own.map((digest) => {
    const other = theirs.get(keyOf(digest))
    if (other === undefined) return { ...digest, peerHash: null, verdict: 'pending' }
    const isEqual = other.hash === digest.hash && other.count === digest.count && other.sumMinor === digest.sumMinor
    return { ...digest, peerHash: other.hash, verdict: isEqual ? 'equal' : 'different' }
  })
}

/**
 * Takes back a difference where this node itself has changed since it asked: the peer may have answered with what came
 * meanwhile. `now` is what this node holds after the answer.
 */
export function settledOnly(
  compared: readonly ComparedDigest[],
  now: DigestSheet | undefined,
): readonly ComparedDigest[] {
  const held = new Map(now?.digests.map((digest) => [keyOf(digest), digest.hash]))
  return compared.map((digest) =>
    digest.verdict === 'different' && held.get(keyOf(digest)) !== digest.hash
      ? { ...digest, verdict: 'pending' }
      : digest,
  )
}

const keyOf = ({ kind, grain }: DigestGrain) => `${kind} ${grain}`
