import { APPROVAL_STATES, ERROR_STATUS, type ErrorCode } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { en } from './errors/en.ts'
import { es } from './errors/es.ts'
import { PARAMETER_WORDS } from './errors/parameter-words.ts'
import { LANGUAGES, sentence } from './index.ts'
import { placeholdersOf } from './placeholders.ts'

const codes = Object.keys(ERROR_STATUS).filter((code): code is ErrorCode => Object.hasOwn(ERROR_STATUS, code))

test('every refusal has a sentence in every language, and no sentence has no refusal', () => {
  expect(Object.keys(en).toSorted()).toEqual(codes.toSorted())
  expect(Object.keys(es).toSorted()).toEqual(codes.toSorted())
})

test.each(codes)('%s is a whole sentence in both languages', (code) => {
  for (const text of [en[code], es[code]]) expect(text).toMatch(/^(\S.*[.]|\S.*\?)$/)
})

test.each(codes)('%s has the same parameters in both languages', (code) => {
  expect(placeholdersOf(es[code]).toSorted()).toEqual(placeholdersOf(en[code]).toSorted())
})

test.each(codes)('%s without its parameters names them and never says undefined', (code) => {
  for (const language of LANGUAGES) {
    const text = sentence(code, {}, language)
    expect(text).not.toMatch(/undefined|null|NaN|[{}]/)
    for (const name of placeholdersOf(en[code])) expect(text).toContain(name)
  }
})

test('the two languages do not say the same', () => {
  const same = codes.filter((code) => en[code] === es[code])
  expect(same).toEqual([])
})

test('a refusal tells its parameters', () => {
  expect(sentence('CODE_TAKEN', { code: 'A-1' }, 'en')).toBe('The code A-1 is already used.')
  expect(sentence('CODE_TAKEN', { code: 'A-1' }, 'es')).toBe('El código A-1 ya está en uso.')
})

test('a parameter that looks like a placeholder is not filled again', () => {
  expect(sentence('IN_USE', { what: '{code}', code: 'x' }, 'en')).toBe('It is still in use by {code}.')
})

test('a parameter is the one that was given, not something every object has', () => {
  expect(sentence('IN_USE', Object.create({ what: 'inherited' }), 'en')).toBe('It is still in use by what.')
})

test.each([
  [{ amount: 1250, currency: 'USD' }, 'en', '$12.50 still to pay.'],
  [{ amount: 1250, currency: 'EUR' }, 'es', 'Faltan 12,50\u00a0€ por pagar.'],
  [{ amount: 1250, currency: 'JPY' }, 'en', '¥1,250 still to pay.'],
  [{ amount: 1250, currency: 'KWD' }, 'en', 'KWD\u00a01.250 still to pay.'],
  [{ amount: 1250 }, 'en', '12.50 still to pay.'],
  [{ amount: '12.50 USD' }, 'en', '12.50 USD still to pay.'],
  [{ amount: 1250, currency: 'dollars' }, 'en', '12.50 still to pay.'],
] as const)('an amount of %j is written for a reader of %s', (params, language, text) => {
  expect(sentence('SALE_UNDERPAID', params, language)).toBe(text)
})

test('a quantity is thousandths in the parameter and units in the sentence', () => {
  expect(sentence('RETURN_EXCEEDS_SOLD', { quantity: 1500 }, 'en')).toBe('Only 1.5 can be returned.')
  expect(sentence('RETURN_EXCEEDS_SOLD', { quantity: 2000 }, 'es')).toBe('Solo se pueden devolver 2.')
})

test('a limit is money where the limit is one of money, and a plain number elsewhere', () => {
  expect(sentence('CASH_LIMIT', { limit: 50_000 }, 'en')).toBe('The limit is 500.00.')
  expect(sentence('SALE_DISCOUNT_TOO_HIGH', { limit: 12.5 }, 'es')).toContain('12,5 %')
  expect(sentence('PARKED_LIMIT', { limit: 20 }, 'en')).toBe('Not more than 20 parked sales.')
})

test('a permission is said in words, and what is none as it is', () => {
  expect(sentence('PERMISSION_DENIED', { permission: 'hq:users.view' }, 'en')).toBe(
    'You may not do this (See users and roles).',
  )
  expect(sentence('PERMISSION_DENIED', { permission: 'somewhere else' }, 'en')).toContain('(somewhere else)')
})

test('codes that refusals tell are said in the language of the reader', () => {
  expect(sentence('PERMISSION_DENIED', { permission: 'super_admin' }, 'es')).toContain('(superadministrador)')
  expect(sentence('ROLE_SCOPE_MISMATCH', { scope: 'pos' }, 'es')).toBe('Este rol requiere permisos de caja.')
  expect(sentence('RETURN_TENDER_MISMATCH', { tender: 'store_credit' }, 'es')).toBe('Reembolse en saldo a favor.')
  expect(sentence('IN_USE', { what: 'Till X1' }, 'es')).toBe('Todavía lo usa Till X1.')
  expect(sentence('IN_USE', { what: 'toString' }, 'en')).toContain('toString')
})

test('what has a word in one language has it in the other, every state of an approval too', () => {
  const [english, spanish] = LANGUAGES.map((language) => PARAMETER_WORDS[language])
  for (const [name, words] of Object.entries(english!)) {
    expect(Object.keys(spanish![name]!)).toEqual(Object.keys(words))
  }
  expect(Object.keys(english!['state']!)).toEqual(expect.arrayContaining([...APPROVAL_STATES]))
})
