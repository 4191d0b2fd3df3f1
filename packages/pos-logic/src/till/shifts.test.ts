import { isZSealed } from '@pos/domain'
import type { ShiftClosedFact } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { newTill, openTill, waitUntil } from '../../test/new-till.ts'
import { CARD, CASH, REASON } from '../../test/shop.ts'
import { sha256 } from '../node/digests.ts'

test('the trading day is that of the store and begins when its day does', async () => {
  const { till, clock } = await newTill()
  clock.set(Date.UTC(2026, 5, 30, 0, 30))
  expect((await till.shifts.open({ floatMinor: 0 })).businessOn).toBe('2026-06-29')
})

test('a register has one open shift', async () => {
  const { till } = await openTill()
  await expect(till.shifts.open({ floatMinor: 0 })).rejects.toMatchObject({ code: 'SHIFT_ALREADY_OPEN' })
})

test('the drawer should hold float plus cash taken less change, and cards what was paid on them', async () => {
  const { till } = await openTill()
  till.cart.add('FIXED')
  await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 2000 }])
  till.cart.add('FIXED')
  await till.sales.complete([{ tenderTypeId: CARD, tenderedMinor: 1083 }])
  expect(till.shifts.expected()).toMatchObject([
    { tenderTypeId: CASH, expectedMinor: 11_083 },
    { tenderTypeId: CARD, expectedMinor: 1083 },
  ])
})

test('closing counts every tender, asks for a reason when they differ, and issues a sealed Z', async () => {
  const { till, store } = await openTill()
  till.start()
  till.cart.add('FIXED')
  await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 2000 }])
  await expect(till.shifts.close({ counts: [] })).rejects.toMatchObject({ code: 'SHIFT_COUNT_MISSING' })
  const counts = [{ tenderTypeId: CASH, currency: 'EUR', countedMinor: 10_000 }]
  await expect(till.shifts.close({ counts })).rejects.toMatchObject({ code: 'SHIFT_DIFFERENCE_REASON' })
  const { z, shift, counts: kept } = await till.shifts.close({ counts, differenceReasonId: REASON })
  expect(kept).toMatchObject([{ expectedMinor: 11_083, differenceMinor: -1083 }])
  expect(shift).toMatchObject({ state: 'closed', zNumber: 1, lastSaleNumber: 1 })
  expect(isZSealed(z, sha256)).toBe(true)
  till.cart.add('FIXED')
  await expect(till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 2000 }])).rejects.toMatchObject({
    code: 'SALE_REGISTER_CLOSED',
  })
  await waitUntil(async () => (await till.status()).unsent === 0)
  const closed = store.facts
    .filter((fact) => fact.type === 'shift.closed')
    .map((fact) => JSON.parse(fact.payload) as ShiftClosedFact)
  expect(closed).toMatchObject([{ z: { number: 1, hash: z.hash } }])
  await till.stop()
})

test('the next shift begins with nothing, under the next Z number, chained to the Z before', async () => {
  const { till } = await openTill()
  till.cart.add('FIXED')
  await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1083 }])
  const first = await till.shifts.close({ counts: [{ tenderTypeId: CASH, currency: 'EUR', countedMinor: 11_083 }] })
  await till.shifts.open({ floatMinor: 500 })
  expect(till.shifts.totals).toEqual([])
  const second = await till.shifts.close({ counts: [{ tenderTypeId: CASH, currency: 'EUR', countedMinor: 500 }] })
  expect(second).toMatchObject({ shift: { zNumber: 2 }, z: { number: 2, prevHash: first.z.hash } })
})

test('of a sale and a close at the same moment one is first, and the other is told', async () => {
  const outcomes = new Set<string>()
  for (let turns = 0; turns < 12; turns++) {
    const { till } = await openTill()
    till.cart.add('FIXED')
    const sale = till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1083 }])
    for (let turn = 0; turn < turns && till.shifts.totals.length === 0; turn++) await Promise.resolve()
    const isCounted = till.shifts.totals.length > 0
    const close = till.shifts.close({
      counts: [{ tenderTypeId: CASH, currency: 'EUR', countedMinor: isCounted ? 11_083 : 10_000 }],
    })
    const [sold, closed] = await Promise.allSettled([sale, close])
    const told = [sold, closed].map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'done',
    )
    outcomes.add(told.join(' '))
    const differences = closed.status === 'fulfilled' ? closed.value.counts.map((count) => count.differenceMinor) : [0]
    expect(differences).toEqual([0])
  }
  expect([...outcomes].toSorted()).toEqual(['SALE_REGISTER_CLOSED done', 'done REVISION_CONFLICT', 'done done'])
})
