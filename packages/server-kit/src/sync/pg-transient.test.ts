import { expect, test } from 'vitest'
import { isPgTransient } from './pg-transient.ts'

const failure = (code: string) => Object.assign(new Error('failed'), { code })

test.each(['40P01', '40001', '55P03', '53300', '57P01', '08006', 'ECONNREFUSED'])(
  '[SE18] %s is about the moment: the event is tried again',
  (code) => {
    expect(isPgTransient(failure(code))).toBe(true)
    expect(isPgTransient(new Error('the statement failed', { cause: failure(code) }))).toBe(true)
  },
)

test.each(['23505', '22P02', '42703'])('[SE18] %s is about the event: it may be parked', (code) => {
  expect(isPgTransient(failure(code))).toBe(false)
})
