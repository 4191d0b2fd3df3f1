import type { Hash } from '@pos/shared-types'

/** Crockford's alphabet: no I, L, O, U, so a person can read it out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Eight characters for paper: the first 40 bits of a document's hash.
 *
 * @example checkCode('00443214c7…') // '01234567'
 */
export function checkCode(hash: Hash): string {
  let code = ''
  for (const half of [hash.slice(0, 5), hash.slice(5, 10)]) {
    const bits = Number.parseInt(half, 16)
    for (const shift of [15, 10, 5, 0]) code += ALPHABET.charAt((bits >> shift) & 31)
  }
  return code
}
