import { fakeClock } from '@pos/testing'
import { expect, test } from 'vitest'
import { RateCounter } from './rate-counter.ts'

function countUntilRefused(counter: RateCounter, caller = 'caller'): { taken: number; error: unknown } {
  for (let taken = 0; ; taken += 1) {
    try {
      counter.count(caller)
    } catch (error) {
      return { taken, error }
    }
  }
}

test.each([1, 7, 120, 600, 1_200, 3_000, 12_000])('a budget of %i may be asked at once, and not one more', (budget) => {
  const { taken, error } = countUntilRefused(new RateCounter(fakeClock(), budget))

  expect(taken).toBe(budget)
  expect(error).toMatchObject({ code: 'RATE_LIMITED' })
})

test('whoever was refused waits for one share of the minute, and is told so in whole seconds', () => {
  const clock = fakeClock()
  const counter = new RateCounter(clock, 12)
  expect(countUntilRefused(counter).error).toMatchObject({ params: { seconds: 5 } })

  clock.advance(4_000)
  expect(countUntilRefused(counter)).toMatchObject({ taken: 0, error: { params: { seconds: 1 } } })
  clock.advance(1_000)
  expect(countUntilRefused(counter).taken).toBe(1)
})

test('a minute of silence gives the whole budget back, and an hour no more than that', () => {
  const clock = fakeClock()
  const counter = new RateCounter(clock, 120)
  countUntilRefused(counter)
  clock.advance(60_000)
  expect(countUntilRefused(counter).taken).toBe(120)
  clock.advance(3_600_000)
  expect(countUntilRefused(counter).taken).toBe(120)
})

test('one caller does not use the budget of another', () => {
  const counter = new RateCounter(fakeClock(), 3)
  countUntilRefused(counter, 'one')

  expect(countUntilRefused(counter, 'other').taken).toBe(3)
})

test.each([61_000, 365 * 24 * 3_600_000])('a clock that is set back %i ms leaves nobody waiting', (backMs) => {
  const clock = fakeClock()
  const counter = new RateCounter(clock, 60)
  countUntilRefused(counter)
  clock.advance(-backMs)

  expect(countUntilRefused(counter).taken).toBe(60)
})

test('it remembers ten thousand callers, and forgets those who came long before them', () => {
  const counter = new RateCounter(fakeClock(), 1)
  for (let caller = 0; caller < 20_000; caller += 1) counter.count(String(caller))

  for (let caller = 10_000; caller < 20_000; caller += 1)
    expect(() => counter.count(String(caller))).toThrow('RATE_LIMITED')
  expect(() => counter.count('0')).not.toThrow()
})

test('who goes on asking is not forgotten, however many others come', () => {
  const counter = new RateCounter(fakeClock(), 1)
  counter.count('loop')
  for (let caller = 0; caller < 50_000; caller += 1) {
    counter.count(String(caller))
    if (caller % 5_000 === 0) expect(() => counter.count('loop')).toThrow('RATE_LIMITED')
  }
})
