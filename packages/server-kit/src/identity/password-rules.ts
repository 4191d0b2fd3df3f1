import { DomainError } from '@pos/core'
import { dictionary } from '@zxcvbn-ts/language-common'

/** Who chooses a password: words of his that it may not lean on. */
export type PasswordOwner = {
  readonly username: string
  readonly displayName: string
  readonly company: string
  /** Whether signing in asks for a code as well. */
  readonly hasSecondFactor: boolean
}

const ALONE = 15
const WITH_CODE = 8
const MAX_BYTES = 1024
/** A word shorter than this is in too many good passwords. */
const SHORTEST_WORD = 4
const OWN_WORDS = ['password', 'contraseña', 'contrasena', 'pos v2', 'point of sale', 'punto de venta']

const common: ReadonlySet<string> = new Set(dictionary['passwords-common'])

/**
 * Whether a password is long and uncommon enough; nothing else is asked of it.
 *
 * @throws DomainError AUTH_PASSWORD_WEAK with the least number of characters
 */
export function requireGoodPassword(password: string, owner: PasswordOwner): void {
  const least = owner.hasSecondFactor ? WITH_CODE : ALONE
  const text = password.normalize('NFKC')
  const isLong = [...text].length >= least && Buffer.byteLength(text) <= MAX_BYTES
  if (!isLong || isCommon(text) || leansOnContext(text, owner, least)) {
    throw new DomainError('AUTH_PASSWORD_WEAK', { characters: least })
  }
}

/** One of those tried first, as it is, with digits and signs around it, or said several times. */
function isCommon(text: string): boolean {
  const plain = text.toLowerCase()
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const unit = repeatedUnit(plain)
  return [plain, core, unit].some((each) => common.has(each)) || unit.length <= 4 || isRun(plain)
}

/** The shortest text that, said again and again, gives `text`. */
function repeatedUnit(text: string): string {
  const at = (text + text).indexOf(text, 1)
  return text.slice(0, at)
}

function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return Math.abs(step) <= 1 && codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step)
}

/** What is left without the words that anybody knows of the person must still be long enough. */
function leansOnContext(text: string, { username, displayName, company }: PasswordOwner, least: number): boolean {
  const words = [...OWN_WORDS, username, company, ...displayName.split(/\s+/), ...company.split(/[\s-]+/)]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= SHORTEST_WORD)
    .toSorted((a, b) => b.length - a.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text.toLowerCase())
  return rest.length < text.length && rest.length < Math.ceil(least / 2)
}
