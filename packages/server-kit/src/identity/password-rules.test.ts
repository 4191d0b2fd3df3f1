import { dictionary } from '@zxcvbn-ts/language-common'
import { expect, test } from 'vitest'
import { requireGoodPassword, type PasswordOwner } from './password-rules.ts'

const owner: PasswordOwner = {
  username: 'marisol',
  displayName: 'Marisol Ayala',
  company: 'Casa Coral Stores',
  hasSecondFactor: false,
}
const judge = (password: string, change: Partial<PasswordOwner> = {}) => {
  try {
    requireGoodPassword(password, { ...owner, ...change })
    return 'good'
  } catch (error) {
    return error instanceof Error ? error.message : 'thrown'
  }
}

test('the list of what is tried first is long', () => {
  expect(dictionary['passwords-common'].length).toBeGreaterThan(3_000)
})

test.each([
  'correct horse battery',
  'abcabxabcabyabcz',
  'nueve limones en la mesa',
  'ñandú y guitarra vieja',
  'x'.repeat(8) + ' and something else',
  `${'long '.repeat(40)}enough`,
])('%s will do', (password) => {
  expect(judge(password)).toBe('good')
})

test.each([
  ['short', 'horse battery'],
  ['the same letter', 'a'.repeat(20)],
  ['a few letters again and again', 'abcabcabcabcabcabc'],
  ['a run', 'abcdefghijklmnopqrst'],
  ['a common one with figures around it', '2024!!password123456!!'],
  ['a common one said twice', 'iloveyouiloveyou'],
  ['his own name', 'marisolayala2026'],
  ['the company and little else', 'Casa Coral Stores 1'],
])('%s will not do', (_, password) => {
  expect(judge(password)).toBe('AUTH_PASSWORD_WEAK')
})

test('eight characters are enough for who also enters a code', () => {
  expect(judge('limon-93', { hasSecondFactor: true })).toBe('good')
  expect(judge('limon-9', { hasSecondFactor: true })).toBe('AUTH_PASSWORD_WEAK')
  expect(judge('password', { hasSecondFactor: true })).toBe('AUTH_PASSWORD_WEAK')
})

test('nothing is asked of its letters, and what is long counts to the end', () => {
  expect(judge('aquietlowercaseone')).toBe('good')
  expect(judge('r4'.padEnd(15, 'uvw xyz klm'))).toBe('good')
  expect(judge('seven lemons on a green table '.repeat(3).slice(0, 65))).toBe('good')
  expect(judge('é'.repeat(600) + 'lemons and more')).toBe('AUTH_PASSWORD_WEAK')
})

test('letters are counted as people see them, however they were typed', () => {
  expect(judge('cafe\u0301 con leche y')).toBe(judge('café con leche y'))
})
