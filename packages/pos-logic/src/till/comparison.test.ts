import type { NamedDigest } from '@pos/sync-engine'
import { afterEach, expect, test } from 'vitest'
import { openTill, waitUntil, type TillUnderTest } from '../../test/new-till.ts'
import { CASH, GOODS, price, type Good } from '../../test/shop.ts'
import { REPLICATED } from '../catalogue/flatten.ts'

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
