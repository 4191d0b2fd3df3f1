import type { ApprovalRow } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { questionsOf, secondsLeft } from './questions.ts'

const row = (id: string, over: Partial<ApprovalRow> = {}) =>
  ({ id, subjectId: 'sale-1', requestedById: 'ana', requestedAt: 1000, expiresAt: 121_000, ...over }) as ApprovalRow

test('what was asked at once is one question, and whoever has waited longest comes first', () => {
  const later = { requestedAt: 2000, expiresAt: 122_000 }
  const questions = questionsOf([row('d', { ...later, subjectId: 'sale-2' }), row('c', later), row('b'), row('a')])
  expect(questions.map(({ acts }) => acts.map(({ id }) => id))).toEqual([['b', 'a'], ['d'], ['c']])
})

test('the time that is left is never below nothing and never above what there was', () => {
  const [question] = questionsOf([row('a')])
  expect([1000, 60_500, 121_001, 0].map((now) => secondsLeft(question!, now))).toEqual([120, 61, 0, 120])
})
