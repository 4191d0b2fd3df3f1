import type { Hash, RegisterId, SaleFact, SeriesId } from '@pos/shared-types'
import { canonicalSale, type UnsealedSale } from './canonical-sale.ts'
import { checkCode } from './check-code.ts'

/** SHA-256 of the UTF-8 bytes of a text: a port, so the same chain runs in a browser and on a server. */
export type Sha256 = (text: string) => Hash

/** What the first document of a series is chained to: the register and the series themselves. */
export function genesisOf(series: { readonly registerId: RegisterId; readonly id: SeriesId }, sha256: Sha256): Hash {
  return sha256(`${series.registerId}/${series.id}`)
}

/** Gives a sale its place in the chain: the hash before it, its own over that and its stored values, the check code. */
export function sealSale(fact: UnsealedSale, prevHash: Hash, sha256: Sha256): SaleFact {
  const hash = sha256(prevHash + canonicalSale(fact))
  return { ...fact, sale: { ...fact.sale, prevHash, hash, checkCode: checkCode(hash) } }
}

/** Whether a fact's hash and check code are those of its stored values. Says nothing about its neighbours. */
export function isSealed(fact: SaleFact, sha256: Sha256): boolean {
  const { prevHash, hash } = fact.sale
  return sha256(prevHash + canonicalSale(fact)) === hash && fact.sale.checkCode === checkCode(hash)
}

/** Where a chain breaks first. */
export type ChainFault = {
  readonly index: number
  readonly documentNo: string
  /** `hash`: the stored values are not those that were sealed. `prevHash`, `number`: it does not follow the one before. */
  readonly reason: 'hash' | 'prevHash' | 'number'
}

/**
 * Checks documents of one series in order of their numbers, from `start` on (the genesis of the series for number 1, or
 * the hash and number of the last one known to be good). Undefined when all hold, else the first that does not.
 */
export function verifyChain(
  facts: readonly SaleFact[],
  start: { readonly hash: Hash; readonly number: number },
  sha256: Sha256,
): ChainFault | undefined {
  let last = start
  for (const [index, fact] of facts.entries()) {
    const { number, prevHash, hash, documentNo } = fact.sale
    if (number !== last.number + 1) return { index, documentNo, reason: 'number' }
    if (prevHash !== last.hash) return { index, documentNo, reason: 'prevHash' }
    if (!isSealed(fact, sha256)) return { index, documentNo, reason: 'hash' }
    last = { hash, number }
  }
  return undefined
}
