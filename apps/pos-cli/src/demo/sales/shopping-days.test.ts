import { expect, test } from 'vitest'
import { demoChain } from '../catalogue/demo-chain.ts'
import type { DemoChain } from '../types.ts'
import { addDays, weekdayOf } from './calendar.ts'
import { shoppingDays } from './shopping-days.ts'
import type { DemoBasket } from './types.ts'

const chain = demoChain('test')
const days = 90
const from = '2026-03-01'
const shopping = (of: DemoChain = chain, seed = 'test') =>
  of.stores
    .filter((store) => store.status === 'open')
    .flatMap((store) => [...shoppingDays({ chain: of, store, from, days, seed })])
const all = shopping()
const baskets = all.flatMap((day) => day.baskets)
const share = (list: readonly DemoBasket[], matches: (basket: DemoBasket) => boolean) =>
  list.filter(matches).length / list.length

test('a store serves about 40 baskets a day, more on Saturdays than on Mondays', () => {
  const average = (weekday?: number) => {
    const chosen = all.filter((day) => weekday === undefined || weekdayOf(day.on) === weekday)
    return chosen.reduce((sum, day) => sum + day.baskets.length, 0) / chosen.length
  }
  expect(average()).toBeGreaterThan(38)
  expect(average()).toBeLessThan(42)
  expect(average(6)).toBeGreaterThan(average(1) * 1.3)
})

test('the afternoon is busier than the morning, and nobody comes outside the opening hours', () => {
  const between = (low: number, high: number) =>
    share(baskets, (basket) => basket.startedAtSecond >= low * 3600 && basket.startedAtSecond < high * 3600)
  expect(between(16, 19)).toBeGreaterThan(between(8, 11) * 1.8)
  expect(between(8, 21)).toBe(1)
})

test('baskets of a day are in the order of time, with keys of their own and 1 to 12 bought lines', () => {
  for (const day of all) {
    const times = day.baskets.map((basket) => basket.startedAtSecond)
    expect(times).toEqual(times.toSorted((left, right) => left - right))
  }
  expect(new Set(baskets.map((basket) => basket.key)).size).toBe(baskets.length)
  const lines = baskets.map((basket) => basket.lines.filter((line) => line.kind === 'sale').length)
  expect(Math.max(...lines)).toBeLessThanOrEqual(12)
  const mean = lines.reduce((sum, count) => sum + count, 0) / lines.length
  expect(mean).toBeGreaterThan(3.8)
  expect(mean).toBeLessThan(5)
  expect(baskets.filter((basket) => basket.lines.length === 0)).toEqual([])
})

test('about four in ten pay cash, a few get a discount, a few bring something back', () => {
  expect(share(baskets, (basket) => basket.payment.kind === 'cash')).toBeCloseTo(0.38, 1)
  const discounted = share(
    baskets,
    (basket) => basket.discount !== null || basket.lines.some((line) => line.kind === 'sale' && line.discount !== null),
  )
  expect(discounted).toBeGreaterThan(0.05)
  expect(discounted).toBeLessThan(0.2)
  const returns = share(baskets, (basket) => basket.lines.some((line) => line.kind === 'return'))
  expect(returns).toBeGreaterThan(0.01)
  expect(returns).toBeLessThan(0.04)
})

test('what comes back was bought before at the same store, no more than was bought, and each line once', () => {
  const earlier = new Map<string, DemoBasket>()
  const taken = new Set<string>()
  for (const day of all) {
    for (const line of day.baskets.flatMap((basket) => basket.lines)) {
      if (line.kind !== 'return') continue
      const original = earlier.get(line.basketKey)?.lines[line.lineIndex]
      expect(original?.kind).toBe('sale')
      expect(line.quantityMilli).toBeGreaterThan(0)
      expect(line.quantityMilli).toBeLessThanOrEqual(original!.quantityMilli)
      expect(line.basketKey.startsWith(`${day.storeCode}-`)).toBe(true)
      const name = `${line.basketKey} ${line.lineIndex}`
      expect(taken.has(name)).toBe(false)
      taken.add(name)
    }
    for (const basket of day.baskets) earlier.set(basket.key, basket)
  }
  expect(taken.size).toBeGreaterThan(20)
})

test('each till has one cashier a day, a person with the right to be there', () => {
  for (const day of all) {
    const store = chain.stores.find((entry) => entry.code === day.storeCode)!
    const pairs = new Map(day.baskets.map((basket) => [basket.registerCode, basket.cashier]))
    for (const basket of day.baskets) expect(pairs.get(basket.registerCode)).toBe(basket.cashier)
    const registers = store.registers.map((register) => register.code)
    expect([...pairs.keys()].filter((code) => !registers.includes(code))).toEqual([])
    expect(new Set(pairs.values()).size).toBe(pairs.size)
    for (const cashier of pairs.values()) {
      const person = chain.people.find((entry) => entry.username === cashier)!
      expect(person.pin).not.toBeNull()
      expect(person.roles.map((role) => role.storeCode)).toContain(day.storeCode)
    }
  }
})

test('the opening stock lasts for all days', () => {
  const stock = new Map(chain.openingStock.map((entry) => [`${entry.storeCode} ${entry.sku}`, entry.quantityMilli]))
  for (const day of all) {
    for (const line of day.baskets.flatMap((basket) => basket.lines)) {
      if (line.kind !== 'sale') continue
      const place = `${day.storeCode} ${line.sku}`
      stock.set(place, stock.get(place)! - line.quantityMilli)
    }
  }
  expect([...stock].filter(([, quantity]) => quantity < 0)).toEqual([])
})

test('the same seed gives the same days, another one other days', () => {
  expect(shopping()).toEqual(all)
  expect(shopping(chain, 'other')).not.toEqual(all)
})

test('dates run over the end of a month and of a leap year', () => {
  expect([addDays('2026-02-28', 1), addDays('2028-02-28', 1), addDays('2026-01-01', -1)]).toEqual([
    '2026-03-01',
    '2028-02-29',
    '2025-12-31',
  ])
})
