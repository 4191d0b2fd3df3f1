import { expect, test } from 'vitest'
import { openTill, waitUntil, type TillUnderTest } from '../../test/new-till.ts'
import { CASH } from '../../test/shop.ts'

const sell = async ({ till }: TillUnderTest) => {
  till.cart.add('APPLE')
  return (await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).fact
}
const allSent = ({ till }: TillUnderTest) => waitUntil(async () => (await till.status()).unsent === 0)

test('[SE42] a store that has forgotten what it acknowledged gets it again, byte for byte and in its order', async () => {
  const made = await openTill()
  const { till, store, storage } = made
  till.start()
  await sell(made)
  await allSent(made)
  await waitUntil(async () => (await storage.get('identity', 'self'))?.storeLineage === store.lineage)
  const before = store.peer.copy()
  await sell(made)
  await sell(made)
  await allSent(made)
  const { facts } = store.peer.tables

  store.peer.tables = before
  store.lineage = '00000000-0000-7000-8000-000000000520'
  await till.look()
  await waitUntil(() => store.peer.tables.facts.length === facts.length)
  expect(store.peer.tables.facts).toEqual(facts)
  await allSent(made)
  await waitUntil(async () => (await storage.get('identity', 'self'))?.storeLineage === store.lineage)
  await till.stop()
})

test('[SE42] what was made while the store was away goes with what it has forgotten', async () => {
  const made = await openTill()
  const { till, store } = made
  const empty = store.peer.copy()
  till.start()
  await sell(made)
  await allSent(made)
  const { facts } = store.peer.tables
  store.peer.tables = empty
  store.lineage = '00000000-0000-7000-8000-000000000521'
  store.isAway = true
  const later = await sell(made)
  store.isAway = false
  await till.look()
  await waitUntil(() => store.peer.tables.facts.length === facts.length + 1)
  expect(new Set(store.peer.tables.facts.map(({ payload }) => payload))).toEqual(
    new Set([...facts.map(({ payload }) => payload), JSON.stringify(later)]),
  )
  await till.stop()
})
