import { CROCKFORD } from '../crockford.ts'

const LENGTH = 20
const BASE = CROCKFORD.length

/** How many random bytes a code is made of: one for each character, of which five bits are used. */
export const VALUE_CODE_BYTES = LENGTH

/**
 * The code of a gift card or a paper of credit: 100 random bits, so that nobody finds one by trying, and a character
 * that tells a typing mistake. In groups, as it is printed.
 *
 * @example valueCode(new Uint8Array(20)) // '00000-00000-00000-00000-0'
 */
export function valueCode(random: Uint8Array): string {
  if (random.length !== VALUE_CODE_BYTES) throw new RangeError(`a code is made of ${VALUE_CODE_BYTES} bytes`)
  const body = [...random].map((byte) => CROCKFORD.charAt(byte % BASE)).join('')
  return `${body.match(/.{5}/g)?.join('-')}-${checkOf(body)}`
}

/**
 * The bare characters of a code that somebody typed or scanned; undefined when it is none or its check character tells a
 * mistake. Letters that are easily taken for digits count as those.
 *
 * @example readValueCode('ooooo ooooo ooooo ooooo o') // '000000000000000000000'
 */
export function readValueCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const body = code.slice(0, LENGTH)
  const isCode = code.length === LENGTH + 1 && [...code].every((character) => CROCKFORD.includes(character))
  return isCode && checkOf(body) === code.slice(LENGTH) ? code : undefined
}

/** Luhn's digit over 32 characters: it tells every wrong character and nearly every swap of two neighbours. */
function checkOf(body: string): string {
  let sum = 0
  for (const [index, character] of [...body].toReversed().entries()) {
    const value = CROCKFORD.indexOf(character) * (index % 2 === 0 ? 2 : 1)
    sum += Math.floor(value / BASE) + (value % BASE)
  }
  return CROCKFORD.charAt((BASE - (sum % BASE)) % BASE)
}
