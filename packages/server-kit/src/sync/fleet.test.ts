import { seededRandom } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Fleet } from '../../test/fleet/fleet.ts'

const STORES = 1_000
const MINUTE = 60_000

let fleet: Fleet

beforeAll(async () => {
  fleet = await Fleet.start(STORES, seededRandom(7))
})
afterAll(() => fleet.stop())

test('[SE26] stores that nobody tells anything ask about once a minute each, and not together', async () => {
  const { time, office } = fleet
  const from = time.elapsedMs
  await time.advance(10 * MINUTE)

  const perMinute = office.pulls.total(from, time.elapsedMs) / 10
  expect(perMinute / STORES).toBeGreaterThan(0.95)
  expect(perMinute / STORES).toBeLessThan(1.05)
  expect(office.pulls.peak(from, time.elapsedMs)).toBeLessThan(STORES * 0.05)
})

test('[SE59] the first fifty hear of news at once and all others soon, but no more than 500 in a second', async () => {
  const { time, office } = fleet
  const from = time.elapsedMs
  office.commit()
  await time.advance(50)
  expect(fleet.current).toBeGreaterThanOrEqual(50)
  await time.advance(5_000)

  expect(fleet.current).toBe(STORES)
  expect(office.pulls.peak(from, time.elapsedMs)).toBeLessThan(600)
})

test('[SE59] after an outage no second brings back more than a twentieth of the stores, and two minutes bring back all', async () => {
  const { time, office } = fleet
  office.goDown()
  await time.advance(10 * MINUTE)
  expect(fleet.connected).toBe(0)
  const from = time.elapsedMs
  office.comeUp()
  office.commit()
  await time.advance(2 * MINUTE)

  expect([fleet.connected, fleet.current]).toEqual([STORES, STORES])
  expect(office.connects.peak(from, time.elapsedMs)).toBeLessThan(STORES / 20)
  expect(office.pulls.peak(from, time.elapsedMs)).toBeLessThan(STORES / 10)
})
