import type { NamedDigest } from '@pos/sync-engine'
import { fakeClock, VirtualTime } from '@pos/testing'
import { afterEach, expect, test } from 'vitest'
import { CASHIER, MemoryStore, PIN } from '../../test/memory-store.ts'
import { openTill, tillOptions, waitUntil, type TillUnderTest } from '../../test/new-till.ts'
import { CASH, GOODS, price, REGISTER, type Good } from '../../test/shop.ts'
import { REPLICATED } from '../catalogue/flatten.ts'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { memoryStorage } from '../storage/memory-storage.ts'
import { createTill } from './till.ts'

const [APPLE] = GOODS as [Good]
let made: TillUnderTest
afterEach(() => made.till.stop())

async function sell({ till }: TillUnderTest) {
  till.cart.add('APPLE', { quantityMilli: 1000 })
  return (await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).fact.sale
}

/** A till whose two sales have arrived. */
async function afterTwoSales() {
  made = await openTill()
  made.till.pusher.start()
  const sales = [await sell(made), await sell(made)]
  await handedUp()
  return { ...made, sales, day: sales[0]?.businessOn ?? '' }
}

const handedUp = () => waitUntil(async () => (await made.till.status()).unsent === 0)
const different = (compared: readonly NamedDigest[] | undefined) =>
  compared?.filter(({ verdict }) => verdict === 'different')

test('[SE75] a till that holds what its store holds is equal in every entity and on every day', async () => {
  const { till, day } = await afterTwoSales()
  const compared = await till.comparer.compare()
  expect(compared?.map(({ verdict }) => verdict)).toEqual(compared?.map(() => 'equal'))
  expect(compared?.filter(({ kind }) => kind === 'catalogue').map(({ grain }) => grain)).toEqual(REPLICATED)
  expect(compared?.find(({ grain }) => grain === day)).toMatchObject({ count: 2, sumMinor: 2 * 215 })
})

test('[SE75] [SE78] a damaged price is named at the store, and the till fetches its catalogue anew', async () => {
  const { till, store, storage } = await afterTwoSales()
  for (const { key, value } of await storage.list('replica_page')) {
    const damaged = value.map((entry) =>
      entry.entity === 'price' && entry.record.id === price(APPLE).id
        ? { ...entry, record: { ...entry.record, priceMinor: 1 } }
        : entry,
    )
    await storage.commit([{ store: 'replica_page', key, value: damaged }])
  }
  expect(different(await till.comparer.compare())).toMatchObject([{ kind: 'catalogue', grain: 'price' }])
  expect(store.differing.get('price')).toMatchObject({ rows: [{ key: price(APPLE).id, held: 'both' }], more: 0 })
  await waitUntil(async () => different(await till.comparer.compare())?.length === 0)
})

test('[SE75] [SE78] a sale that the store has lost is named by its receipt, and comes again under its id', async () => {
  const { till, store, sales, day } = await afterTwoSales()
  const [lost] = sales
  const { tables } = store.peer
  tables.facts.splice(
    tables.facts.findIndex(({ payload }) => payload.includes(lost?.id ?? '')),
    1,
  )
  tables.inbox.delete(lost?.eventId ?? '')
  for (const head of tables.heads.keys()) if (head.includes(lost?.id ?? '')) tables.heads.delete(head)
  tables.positions.clear()
  expect(different(await till.comparer.compare())).toMatchObject([{ kind: 'sales', grain: day }])
  expect(store.differing.get(day)?.rows).toMatchObject([{ held: 'peer', label: lost?.documentNo }])
  till.start()
  await waitUntil(() => store.sales.length === 2)
  await handedUp()
  expect(different(await till.comparer.compare())).toEqual([])
})

test('[SE75] bytes of a sale that were damaged in the journal are seen, though its figures are right', async () => {
  const { till, storage, day } = await afterTwoSales()
  const sale = (await storage.list('event')).find(({ value }) => value.type === 'sale.completed')
  if (sale === undefined) throw new Error('a sale was made')
  const payload = sale.value.payload.replace('"Good 1"', '"Good 2"')
  await storage.commit([{ store: 'event', key: sale.key, value: { ...sale.value, payload } }])
  expect(different(await till.comparer.compare())).toMatchObject([{ kind: 'sales', grain: day }])
})

test('[SE76] a till that keeps documents in another way than its store says nothing of its catalogue', async () => {
  const { till, store } = await afterTwoSales()
  store.shape += 1
  const compared = await till.comparer.compare()
  const verdicts = compared?.map(({ kind, verdict }) => `${kind} ${verdict}`)
  expect(new Set(verdicts)).toEqual(new Set(['catalogue pending', 'sales equal']))
})

test('[SE51] [SE75] nothing is compared while a sale has not arrived', async () => {
  made = await openTill()
  await sell(made)
  expect(await made.till.comparer.compare()).toBeUndefined()
  expect(made.store.sheets).toEqual([])
})

test('[SE53] [SE74] [SE75] a till compares after its start, its sales when its shift was closed, its catalogue when it came anew', async () => {
  const time = new VirtualTime()
  const store = new MemoryStore()
  const [storage, clock] = [memoryStorage<JournalStores>(JOURNAL_STORES), fakeClock()]
  const options = {
    ...tillOptions(store, storage, clock),
    scheduler: time,
    syncClock: time,
    steadyMs: () => time.now(),
  }
  const till = await createTill(options)
  made = { till, store, storage, clock, options }
  await till.setUp.enrol('ABCDEF')
  till.start()
  await time.advance(1_000)
  await till.setUp.takeRegister(REGISTER)
  await till.staff.signIn(CASHIER, PIN)
  await till.shifts.open({ floatMinor: 0 })
  const kinds = () => store.sheets.map(({ digests }) => [...new Set(digests.map(({ kind }) => kind))].join(' and '))
  await time.advance(90_000)
  expect(kinds()).toEqual(['catalogue and sales'])
  store.isAway = true
  await sell(made)
  const counts = till.shifts
    .expected()
    .map(({ expectedMinor: countedMinor, ...tender }) => ({ ...tender, countedMinor }))
  await till.shifts.close({ counts })
  await time.advance(10 * 60_000)
  expect(kinds()).toHaveLength(1)
  store.isAway = false
  await time.advance(10 * 60_000)
  expect(kinds()).toEqual(['catalogue and sales', 'sales'])
  till.puller.renew()
  await time.advance(90_000)
  expect(kinds()).toEqual(['catalogue and sales', 'sales', 'catalogue'])
})
