import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, dateOn, instant, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { DeviceId, StoreId } from '../units.ts'
import { StoreView } from './stores.ts'
import { Comparison, SYNC_ALARMS, UpLine } from './sync.ts'

/** When head office last heard of a store; null before the first contact. */
const Freshness = strict({ storeId: uuid<StoreId>(), storeCode: text(), lastSeenAt: orNull(instant()) })

/** How far a node below is, as it last said or as is known of it here. */
const PeerState = strict({
  pullVersion: count(),
  pushSeq: count(),
  /** What it had not sent when it was last heard. */
  pending: count(),
  oldestPendingAt: orNull(instant()),
  /** Its events that are set aside here. */
  parked: count(),
  /** Empty until it has said so. */
  appVersion: text(64),
  /** By how much its clock runs ahead of this node's; null while it was not heard. */
  clockOffsetMs: orNull(Type.Integer()),
})
export type PeerState = Static<typeof PeerState>

/** What has come from a store, as the numbers tell that its events have. */
export const Received = strict({
  /** Events that are here without a gap. */
  count: count(),
  /** Events that are not here, though later ones are: on their way, or lost. */
  missing: count(),
  missingSince: orNull(instant()),
})
export type Received = Static<typeof Received>

export const listReports = defineCommand({
  name: 'reports.list',
  method: 'GET',
  path: '/reports',
  summary: 'Reports that can be run here',
  access: { hq: ['hq:reports.view'] },
  response: strict({ items: Type.Array(strict({ code: text(64), title: text() })) }),
})

export const runReport = defineCommand({
  name: 'reports.run',
  method: 'POST',
  path: '/reports/:code/run',
  summary: 'Run a report over business dates',
  access: { hq: ['hq:reports.view'] },
  isHeavy: true,
  audit: 'none',
  params: strict({ code: text(64) }),
  body: strict({
    from: dateOn(),
    to: dateOn(),
    storeIds: Type.Optional(Type.Array(uuid<StoreId>(), { maxItems: 1000 })),
  }),
  response: strict({
    columns: Type.Array(strict({ key: text(64), label: text(), kind: text(16) })),
    rows: Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))),
    chart: strict({ kind: text(16), x: text(64), y: Type.Array(text(64)) }),
    /** How old each store's figures are. */
    asOf: Type.Array(Freshness),
  }),
})

export const syncStatus = defineCommand({
  name: 'sync.status',
  method: 'GET',
  path: '/sync/status',
  summary: 'What is waiting, what is parked, how old the catalogue is',
  access: { hq: ['hq:sync.view'], store: ['store:sync.view'] },
  response: strict({
    head: count(),
    /** What this node has not sent up yet; head office sends nothing up. */
    pending: count(),
    /** What it sent up and the node above has set aside. */
    parked: count(),
    oldestPendingAt: orNull(instant()),
    /** What this node has set aside itself. */
    quarantined: count(),
    /** Of this node's own outbox. */
    alarms: Type.Array(oneOf(...SYNC_ALARMS)),
    /** The version this node runs. */
    appVersion: text(64),
    /** A store's line to head office. */
    up: orNull(UpLine),
    /** Of a store with head office; null before the first. */
    compared: orNull(Comparison),
    stores: Type.Array(
      strict({
        ...Freshness.properties,
        storeName: text(),
        storeStatus: StoreView.properties.status,
        ...PeerState.properties,
        /** Whether it replicates the tables and columns that head office gives; null until it has said so. */
        isSameSchema: orNull(Type.Boolean()),
        compared: orNull(Comparison),
        received: Received,
        alarms: Type.Array(oneOf(...SYNC_ALARMS)),
      }),
    ),
    /** The devices of a store that have a journal of their own. */
    tills: Type.Array(
      strict({
        deviceId: uuid<DeviceId>(),
        name: text(),
        registerName: orNull(text()),
        lastSeenAt: orNull(instant()),
        ...PeerState.properties,
        /** With this store; null before the first. */
        compared: orNull(Comparison),
      }),
    ),
  }),
})
