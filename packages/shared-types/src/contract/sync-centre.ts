import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, hash, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { DeviceId, EventId, StoreId } from '../units.ts'
import { Comparison, PUSH_LIMITS } from './sync.ts'

export const QUARANTINE_STATES = ['parked', 'repaired', 'discarded'] as const
export type QuarantineState = (typeof QUARANTINE_STATES)[number]

const parkedText = () => Type.String({ minLength: 1, maxLength: 4_194_304 })

/** An event that this node has set aside, by its id and the hash of the text that came. */
export const ParkedRow = strict({
  eventId: uuid<EventId>(),
  sha256: hash(),
  storeId: uuid<StoreId>(),
  /** Whose key signed it. */
  deviceId: orNull(uuid<DeviceId>()),
  type: text(64),
  code: text(64),
  /** What the handler said, for whoever mends it; no sentence for a shop. */
  detail: text(2_000),
  /** How often it came, or was tried. */
  attempts: count(),
  state: oneOf(...QUARANTINE_STATES),
  parkedAt: instant(),
  settledAt: orNull(instant()),
  settledByName: orNull(text()),
  reason: orNull(text(500)),
})
export type ParkedRow = Static<typeof ParkedRow>

export const listParked = defineCommand({
  name: 'sync.quarantine',
  method: 'GET',
  path: '/sync/quarantine',
  summary: 'Events that were set aside: what waits for a person, oldest first, or what was settled, newest first',
  access: { hq: ['hq:sync.view'], store: ['store:sync.view'] },
  query: strict({
    isSettled: Type.Optional(Type.Boolean()),
    storeId: Type.Optional(uuid<StoreId>()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
  }),
  response: strict({ items: Type.Array(ParkedRow), total: count() }),
})

export const getParked = defineCommand({
  name: 'sync.quarantined',
  method: 'GET',
  path: '/sync/quarantine/:id',
  summary: 'One event that was set aside, with its text as it came',
  access: { hq: ['hq:sync.view'], store: ['store:sync.view'] },
  params: strict({ id: uuid<EventId>() }),
  query: strict({ sha256: hash() }),
  response: strict({
    ...ParkedRow.properties,
    payload: Type.String(),
    /** The text that was taken in instead. */
    correction: orNull(Type.String()),
    aggregateType: orNull(text(32)),
    aggregateId: orNull(uuid()),
    aggregateSeq: orNull(count()),
  }),
})

/** Run it again as it is, take a corrected text in its place, or give it up. */
export const REPAIR_ACTS = ['rerun', 'correct', 'discard'] as const
export type RepairAct = (typeof REPAIR_ACTS)[number]

export const repairParked = defineCommand({
  name: 'sync.repair',
  method: 'POST',
  path: '/sync/quarantine/:id/repair',
  summary: 'Settle an event that was set aside; it takes effect once, and its sender is told when it offers it again',
  access: { hq: ['hq:sync.repair'], store: ['store:sync.repair'] },
  audit: 'sync',
  isKeyed: true,
  params: strict({ id: uuid<EventId>() }),
  body: Type.Union([
    strict({ act: Type.Literal('rerun'), sha256: hash() }),
    strict({ act: Type.Literal('correct'), sha256: hash(), reason: label(500), payload: parkedText() }),
    strict({ act: Type.Literal('discard'), sha256: hash(), reason: label(500) }),
  ]),
  response: strict({ state: oneOf(...QUARANTINE_STATES), codes: Type.Array(text(64)) }),
  bodyLimit: PUSH_LIMITS.bodyBytes,
})

/** What this store has not handed over to head office, or what head office has set aside. */
export const OutboxEntry = strict({
  eventId: uuid<EventId>(),
  seq: count(),
  type: text(64),
  state: oneOf('pending', 'blocked', 'parked'),
  /** The number on the receipt, when it is a sale. */
  documentNo: orNull(text(64)),
  attempts: count(),
  lastCode: orNull(text(64)),
  writtenAt: instant(),
  nextAttemptAt: instant(),
})
export type OutboxEntry = Static<typeof OutboxEntry>

export const listOutbox = defineCommand({
  name: 'sync.outbox',
  method: 'GET',
  path: '/sync/outbox',
  summary: 'What has not reached head office: what is set aside there first, then the oldest',
  access: { store: ['store:sync.view'] },
  query: strict({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })) }),
  response: strict({ items: Type.Array(OutboxEntry) }),
})

export const retryOutbox = defineCommand({
  name: 'sync.retry',
  method: 'POST',
  path: '/sync/outbox/retry',
  summary: 'Offer now what waits for a later try, and what head office has set aside',
  access: { store: ['store:sync.repair'] },
  audit: 'sync',
  response: strict({ offered: count() }),
})

const OneStore = strict({ id: uuid<StoreId>() })

export const compareStore = defineCommand({
  name: 'sync.compare',
  method: 'POST',
  path: '/sync/stores/:id/compare',
  summary: 'Compare now what a store and head office hold: catalogue, sales of 35 days, stock',
  access: { hq: ['hq:sync.view'], store: ['store:sync.view'] },
  audit: 'none',
  isHeavy: true,
  params: OneStore,
  /**
   * Null at head office, whose pages are told when the store has compared, and when nothing can be compared now: head
   * office does not answer, or something has not reached it yet.
   */
  response: strict({ compared: orNull(Comparison) }),
})

export const resyncStore = defineCommand({
  name: 'sync.resync',
  method: 'POST',
  path: '/sync/stores/:id/resync',
  summary: 'Let a store fetch its whole catalogue anew; it sells on with the one it has meanwhile',
  access: { hq: ['hq:sync.repair'], store: ['store:sync.repair'] },
  audit: 'sync',
  isKeyed: true,
  params: OneStore,
  response: strict({}),
})
