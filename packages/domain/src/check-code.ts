import type { Hash } from '@pos/shared-types'
import { CROCKFORD } from './crockford.ts'

/**
 * Eight characters for paper: the first 40 bits of a document's hash.
 *
 * @example checkCode('00443214c7…') // '01234567'
 */
export function checkCode(hash: Hash): string {
  let code = ''
  for (const half of [hash.slice(0, 5), hash.slice(5, 10)]) {
    const bits = Number.parseInt(half, 16)
    for (const shift of [15, 10, 5, 0]) code += CROCKFORD.charAt((bits >> shift) & 31)
  }
  return code
}
