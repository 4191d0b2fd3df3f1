import { ERROR_STATUS } from '@pos/shared-types'
import type { Answer } from './ask.ts'

const SENTENCE = /^\S.{8,}\.$/u

/** What is wrong with an answer that should be a refusal a program and a person can read. */
export function refusalFaults(what: string, { status, text, headers }: Answer): string[] {
  const fault = (how: string) => [`${what}: ${how} (${status} ${text.slice(0, 200)})`]
  if (status < 400) return fault('was accepted')
  if (status >= 500) return fault('broke the server')
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return fault('is no problem+json')
  const { code, detail, ...problem } = JSON.parse(text) as Record<string, unknown>
  const statuses: Readonly<Record<string, number>> = ERROR_STATUS
  if (statuses[String(code)] !== status || problem['status'] !== status) return fault('has no known code')
  if (!SENTENCE.test(String(detail))) return fault('says no sentence')
  return []
}

/** What the door says about a request before anybody acts on it. */
const AT_THE_DOOR = new Set([
  'VALIDATION_FAILED',
  'BODY_NOT_JSON',
  'BODY_TOO_LARGE',
  'IDEMPOTENCY_KEY_MISSING',
  'NOT_FOUND',
  'PAGE_FOREIGN',
])

/** The same for a request that is wrong in form: it may not get as far as those who act. */
export function doorFaults(what: string, answer: Answer): string[] {
  const faults = refusalFaults(what, answer)
  if (faults.length > 0 || AT_THE_DOOR.has(String(answer.json()['code']))) return faults
  return [`${what}: got past the door (${answer.text.slice(0, 120)})`]
}

/** The same refusal in two languages: one code, two sentences. */
export function languageFaults(what: string, english: Answer, spanish: Answer): string[] {
  const [en, es] = [english.json(), spanish.json()]
  if (en['code'] !== es['code']) return [`${what}: ${String(en['code'])} in English, ${String(es['code'])} in Spanish`]
  return en['detail'] === es['detail'] ? [`${what}: ${String(en['code'])} is not translated`] : []
}
