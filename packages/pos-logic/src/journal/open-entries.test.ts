import { expect, test } from 'vitest'
import type { OutboxRow } from './journal-stores.ts'
import { OpenEntries } from './open-entries.ts'

const NOW = 10_000
const row = (eventId: string, aggregate: string, changes: Partial<OutboxRow> = {}): OutboxRow => ({
  eventId,
  aggregate,
  wallTime: NOW,
  bytes: 10,
  state: 'pending',
  attempts: 0,
  nextAttemptAt: 0,
  lastCode: null,
  ...changes,
})

test('[SE43] what the store has set aside is offered again when its time has come, and holds up nothing meanwhile', () => {
  const entries = new OpenEntries()
  entries.put('1', row('a', 'sale 1', { state: 'parked', nextAttemptAt: NOW + 60_000 }))
  entries.put('2', row('b', 'sale 1', { state: 'blocked' }))
  entries.put('3', row('c', 'sale 2'))
  expect(entries.due(NOW, 100, 1_000)).toEqual(['2', '3'])
  expect(entries.nextDueAt(NOW)).toBe(NOW + 60_000)
  expect(entries.due(NOW + 60_000, 100, 1_000)).toEqual(['1', '2', '3'])
  expect(entries.status()).toMatchObject({ parked: 1, pending: 2 })
})

test('[SE49] once a person has settled it, it goes, and what was blocked behind it is due', () => {
  const entries = new OpenEntries()
  entries.put('1', row('a', 'sale 1', { state: 'parked' }))
  entries.put('2', row('b', 'sale 1', { state: 'blocked', nextAttemptAt: NOW + 60_000 }))
  const settled = { eventId: 'a', attempts: 1, nextAttemptAt: NOW, lastCode: 'SYNC_DISCARDED', ackedAt: NOW }
  entries.accept(entries.after([{ ...settled, state: 'acked' }]))
  expect(entries.status()).toMatchObject({ parked: 0, pending: 1 })
  expect(entries.due(NOW, 100, 1_000)).toEqual(['2'])
})
