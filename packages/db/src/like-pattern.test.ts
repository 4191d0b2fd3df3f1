import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { likePattern } from './like-pattern.ts'

const found = (text: string, wanted: string) =>
  new Database(':memory:')
    .prepare(String.raw`select ? like ? escape '\' as found`)
    .pluck()
    .get(text, likePattern(wanted)) === 1

test.each([
  ['Ada Lovelace', 'love', true],
  ['100 % cotton', '0 % c', true],
  ['100 pieces of cotton', '0 % c', false],
  ['a_b', 'a_b', true],
  ['axb', 'a_b', false],
  [String.raw`C:\till`, String.raw`:\t`, true],
])('%j holds %j: %j', (text, wanted, isFound) => {
  expect(found(text, wanted)).toBe(isFound)
})
