import { createHmac, randomInt } from 'node:crypto'

const COUNT = 10
const GROUPS = 4
const GROUP = 4
/** Written down and typed by people: no 0/O, 1/I/L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Ten codes that each stand for the app once: `ABCD-2345-EFGH-6789`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: COUNT }, () => {
    const group = () => Array.from({ length: GROUP }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
    return Array.from({ length: GROUPS }, group).join('-')
  })
}

/** What is kept of a code, however it was typed. */
export function recoveryDigest(key: Buffer, code: string): string {
  return createHmac('sha256', key)
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest('base64url')
}
