import { DomainError } from '@pos/core'
import type { PushTransport } from '@pos/sync-engine'
import { expect, test } from 'vitest'
import { CASHIER, MemoryStore, PIN } from '../../test/memory-store.ts'
import { openTill, tillOptions, waitUntil } from '../../test/new-till.ts'
import { CASH } from '../../test/shop.ts'
import type { TillStorage } from '../journal/journal.ts'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { memoryStorage } from '../storage/memory-storage.ts'
import { createTill, type Till } from './till.ts'

async function copyOf(storage: TillStorage): Promise<TillStorage> {
  const copy = memoryStorage<JournalStores>(JOURNAL_STORES)
  for (const store of JOURNAL_STORES)
    for (const { key, value } of await storage.list(store)) await copy.commit([{ store, key, value } as never])
  return copy
}

/** Refusals come as answers, as they do over HTTP. */
const answering = (push: PushTransport): PushTransport => ({
  push: (batch, signal) =>
    push.push(batch, signal).catch((error: unknown) => {
      if (error instanceof DomainError) return { refused: { status: 409, code: error.code } }
      throw error
    }),
})

async function sell(till: Till) {
  till.cart.add('APPLE')
  return (await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).fact.sale
}

test('[SE39] a till whose journal was copied goes on in a lineage and series of its own, and everything it made arrives', async () => {
  const store = new MemoryStore()
  const { till, storage, clock } = await openTill(store)
  const copied = await copyOf(storage)
  till.start()
  await sell(till)
  await waitUntil(async () => (await till.status()).unsent === 0)

  const options = tillOptions(store, copied, clock)
  const copy = await createTill({ ...options, push: answering(options.push) })
  await copy.staff.signIn(CASHIER, PIN)
  const before = await sell(copy)
  copy.start()
  await waitUntil(async () => (await copy.status()).unsent === 0)
  const after = await sell(copy)
  await waitUntil(async () => (await copy.status()).unsent === 0)

  expect(after.seriesId).not.toBe(before.seriesId)
  expect(after.number).toBe(1)
  const arrived = store.peer.tables.facts.filter(({ type }) => type === 'sale.completed').map(({ payload }) => payload)
  for (const sale of [before, after]) expect(arrived.some((payload) => payload.includes(sale.id))).toBe(true)
  expect(arrived).toHaveLength(3)
  expect([...store.peer.tables.quarantine.values()]).toEqual([])
  await Promise.all([till.stop(), copy.stop()])
})
