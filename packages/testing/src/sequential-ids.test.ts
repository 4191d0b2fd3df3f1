import { expect, test } from 'vitest'
import { fakeClock, TEST_START } from './fake-clock.ts'
import { seededRandom } from './random.ts'
import { sequentialIds } from './sequential-ids.ts'

test('ids have the form of UUIDv7, grow, repeat in every run, and differ between sources', () => {
  const [a, again, b] = [sequentialIds(), sequentialIds(), sequentialIds(1)]
  const first = Array.from({ length: 300 }, () => a.next())
  expect(first.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
    true,
  )
  expect([...first].sort()).toEqual(first)
  expect(first.map(() => again.next())).toEqual(first)
  expect(first).not.toContain(b.next())
})

test('the clock stands still until it is moved', () => {
  const clock = fakeClock()
  expect(clock.now()).toBe(TEST_START)
  clock.advance(1500)
  expect(clock.now()).toBe(TEST_START + 1500)
  clock.set(7)
  expect(clock.now()).toBe(7)
})

test('random numbers repeat for a seed and spread from 0 to below 1', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: 1000 }, random)
  }
  expect(draw(5)).toEqual(draw(5))
  expect(draw(5)).not.toEqual(draw(6))
  expect(Math.min(...draw(5))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...draw(5))).toBeLessThan(1)
  const mean = draw(5).reduce((sum, value) => sum + value, 0) / 1000
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
})
