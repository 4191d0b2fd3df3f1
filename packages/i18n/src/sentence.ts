import type { ErrorCode } from '@pos/shared-types'
import { en } from './errors/en.ts'
import { es } from './errors/es.ts'
import { formatParameter, type SentenceParams } from './format-parameter.ts'
import type { Language } from './language.ts'
import { fillPlaceholders } from './placeholders.ts'

const ERRORS: Readonly<Record<Language, Readonly<Record<ErrorCode, string>>>> = { en, es }

/**
 * What a refusal says to its reader. A parameter that was not given shows as its name, never as `undefined`. How
 * numbers are written is in `formatParameter`.
 *
 * @example sentence('SALE_UNDERPAID', { amount: 1250, currency: 'USD' }, 'en') // '$12.50 still to pay.'
 */
export function sentence(code: ErrorCode, params: SentenceParams, language: Language): string {
  return fillPlaceholders(ERRORS[language][code], (name) => formatParameter(code, name, params, language))
}
