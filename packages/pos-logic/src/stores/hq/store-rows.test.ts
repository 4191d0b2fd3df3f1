import type { Comparison, StoreView, SyncAlarm } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { storeView } from '../../../test/store-view.ts'
import { storeRowsOf, storeStateOf, worstFirst } from './store-rows.ts'

const NOW = 10_000_000
const store = (code: string, status: StoreView['status'], lastSeenAt: number | null = null) =>
  storeView(code, { status, lastSeenAt })
const line = (storeId: string, lastSeenAt: number | null, pending: number, pullVersion = 40) => ({
  storeId,
  storeCode: storeId,
  storeName: storeId,
  storeStatus: 'open' as const,
  parked: 0,
  appVersion: '1',
  clockOffsetMs: 0,
  isSameSchema: true,
  lastSeenAt,
  pullVersion,
  pushSeq: 0,
  pending,
  oldestPendingAt: pending === 0 ? null : NOW - 60_000,
  compared: null as Comparison | null,
  received: { count: 0, missing: 0, missingSince: null },
  alarms: [] as SyncAlarm[],
})
const status = (...stores: ReturnType<typeof line>[]) => ({
  head: 42,
  pending: 0,
  parked: 0,
  oldestPendingAt: null,
  quarantined: 0,
  alarms: [],
  appVersion: '1',
  up: null,
  compared: null,
  tills: [],
  stores,
})

test('a store is quiet when it has missed two of its questions a minute apart', () => {
  expect(storeStateOf(store('A', 'open', NOW - 140_000), NOW)).toBe('online')
  expect(storeStateOf(store('A', 'open', NOW - 160_000), NOW)).toBe('quiet')
  expect(storeStateOf(store('A', 'provisioned'), NOW)).toBe('silent')
  expect(storeStateOf(store('A', 'planned'), NOW)).toBe('not-set-up')
  expect(storeStateOf(store('A', 'closed', NOW), NOW)).toBe('closed')
})

test('stores that need somebody come first', () => {
  const stores = [
    store('C', 'closed'),
    store('N', 'planned'),
    store('B', 'open', NOW),
    store('A', 'open', NOW),
    store('Q', 'open', 1),
  ]
  expect(storeRowsOf(stores, status(), NOW).map(({ code }) => code)).toEqual(['Q', 'A', 'B', 'N', 'C'])
})

test('on the page of sync, those whose sync needs somebody come first', () => {
  const stores = ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => store(id, 'open', id === 'C' ? NOW - 500_000 : NOW))
  const differing = [{ kind: 'stock' as const, grain: 'store', rows: [], more: 0 }]
  const compared = { at: NOW, version: 42, pending: 0, differing }
  const lines = [
    line('A', NOW, 0),
    line('B', NOW, 2),
    line('C', NOW - 500_000, 0),
    { ...line('D', NOW, 0), parked: 1 },
    { ...line('E', NOW, 0), compared },
    { ...line('F', NOW, 0), alarms: ['stuck' as const] },
  ]
  const rows = worstFirst(storeRowsOf([...stores, store('N', 'planned')], status(...lines), NOW))
  expect(rows.map(({ code }) => code)).toEqual(['F', 'C', 'E', 'D', 'B', 'A'])
})

test('what is unsent and how old the catalogue is are as the store last said', () => {
  const [row] = storeRowsOf([store('A', 'open', NOW - 500_000)], status(line('A', NOW - 1000, 3)), NOW)
  expect(row).toMatchObject({ state: 'online', unsent: 3, oldestUnsentAt: NOW - 60_000, behind: 2 })
})

test('of a store that was never heard nothing is claimed', () => {
  const [row] = storeRowsOf([store('A', 'planned')], status(line('A', null, 0, 0)), NOW)
  expect(row).toMatchObject({ lastSeenAt: null, unsent: undefined, behind: undefined })
  const [unseen] = storeRowsOf([store('A', 'open', NOW)], undefined, NOW)
  expect(unseen).toMatchObject({ state: 'online', unsent: undefined, behind: undefined })
})

test('of a quiet store nobody knows that it has nothing unsent, but what it had is still unsent', () => {
  const heard = NOW - 500_000
  const unsentOf = (pending: number) =>
    storeRowsOf([store('A', 'open', heard)], status(line('A', heard, pending)), NOW)[0]?.unsent
  expect([unsentOf(0), unsentOf(4)]).toEqual([undefined, 4])
})
