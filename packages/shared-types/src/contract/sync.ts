import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, hash, instant, label, milli, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { EventId, LineageId, VariantId } from '../units.ts'
import { AskNotice } from './asks.ts'

/**
 * What one push may carry: a batch ends at 100 events or 1 MiB of payload. The body may be larger, because a single
 * fact must always fit (a sale of 2,000 lines) and JSON escapes the quotes of its payloads.
 */
export const PUSH_LIMITS = { events: 100, bytes: 1_048_576, bodyBytes: 6_291_456 } as const

const version = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** One business act on its way up. `payload` is the exact JSON text; `sha256` covers its UTF-8 bytes. */
export const PushEvent = strict({
  eventId: uuid<EventId>(),
  seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  aggregateType: label(32),
  aggregateId: uuid(),
  aggregateSeq: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  type: label(64),
  schema: Type.Integer({ minimum: 1, maximum: 32_767 }),
  hlc: label(64),
  wallTime: instant(),
  catalogueVersion: version(),
  payload: Type.String({ minLength: 1, maxLength: 4_194_304 }),
  sha256: hash(),
})
export type PushEvent = Static<typeof PushEvent>

export const PushBatch = strict({
  lineage: uuid<LineageId>(),
  events: Type.Array(PushEvent, { minItems: 1, maxItems: PUSH_LIMITS.events }),
  /** How many events wait behind these at the sender, and since when. */
  pending: Type.Optional(count()),
  oldestPendingAt: Type.Optional(orNull(instant())),
})
export type PushBatch = Static<typeof PushBatch>

export const VERDICTS = ['applied', 'duplicate', 'accepted_flagged', 'parked', 'blocked', 'retry'] as const

/** The answer to one event. `codes` say what was flagged or why it was parked, `by` which event stands in the way. */
export const Verdict = strict({
  eventId: uuid<EventId>(),
  verdict: oneOf(...VERDICTS),
  codes: Type.Optional(Type.Array(label(64))),
  by: Type.Optional(uuid<EventId>()),
  afterMs: Type.Optional(count()),
})
export type Verdict = Static<typeof Verdict>

export const PushReply = strict({ verdicts: Type.Array(Verdict) })
export type PushReply = Static<typeof PushReply>

export const pushEvents = defineCommand({
  name: 'sync.push',
  method: 'POST',
  path: '/sync/v1/push',
  summary: 'Hand over events; each one gets its own verdict',
  access: { hq: 'peer', store: 'peer' },
  audit: 'none',
  body: PushBatch,
  response: PushReply,
  bodyLimit: PUSH_LIMITS.bodyBytes,
})

/** Most events in one offer. */
export const OFFER_LIMITS = { events: 500 } as const

export const OfferedEvent = strict({ eventId: uuid<EventId>(), sha256: hash() })
export type OfferedEvent = Static<typeof OfferedEvent>

export const offerEvents = defineCommand({
  name: 'sync.offer',
  method: 'POST',
  path: '/sync/v1/offer',
  summary: 'Ask which of these acknowledged events this node has lost; they are pushed again under the same ids',
  access: { hq: 'peer', store: 'peer' },
  audit: 'none',
  body: strict({ events: Type.Array(OfferedEvent, { minItems: 1, maxItems: OFFER_LIMITS.events }) }),
  response: strict({ missing: Type.Array(uuid<EventId>()) }),
  bodyLimit: 131_072,
})

export const DIGEST_KINDS = ['catalogue', 'sales', 'stock'] as const

const grain = {
  kind: oneOf(...DIGEST_KINDS),
  /** The table or entity, the day, or `store`. */
  grain: label(64),
}

/** One thing that two nodes compare: a table of the catalogue, the sales of a business day, the stock of a store. */
export const DigestGrain = strict(grain)
export type DigestGrain = Static<typeof DigestGrain>

/** What of one thing is held. */
export const Digest = strict({
  ...grain,
  count: count(),
  /** The sum of the totals of sales. */
  sumMinor: orNull(Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })),
  hash: hash(),
})
export type Digest = Static<typeof Digest>

/** Where a node stands when it compares. */
const standing = {
  epoch: uuid(),
  version: version(),
  /** How the sender keeps documents; a peer that would have it keep them otherwise has nothing to compare. */
  shape: Type.Optional(label(64)),
}

/** What a node holds, when its catalogue is at `version` and its outbox has gone as far as `seq`. */
export const DigestSheet = strict({ ...standing, seq: count(), digests: Type.Array(Digest, { maxItems: 200 }) })
export type DigestSheet = Static<typeof DigestSheet>

export const exchangeDigests = defineCommand({
  name: 'sync.digest',
  method: 'POST',
  path: '/sync/v1/digest',
  summary: 'Compare what two nodes hold: each answers with its own, of the same things, and neither takes the other’s',
  access: { hq: 'peer', store: 'peer' },
  audit: 'none',
  body: DigestSheet,
  /** Without the digests of a catalogue that is at another version here. */
  response: strict({ digests: DigestSheet.properties.digests }),
  bodyLimit: 131_072,
})

/** Of the rows that differ, so many are named in one comparison; and so many are read to find them. */
export const NAMING_LIMITS = { names: 100, rows: 5_000 } as const

/** The first two digits of the hash of a row’s key: 256 parts of one thing. */
const bucketName = () => Type.String({ pattern: '^[0-9a-f]{2}$' })

export const DigestBucket = strict({ bucket: bucketName(), count: count(), hash: hash() })
export type DigestBucket = Static<typeof DigestBucket>

export const exchangeBuckets = defineCommand({
  name: 'sync.digest-buckets',
  method: 'POST',
  path: '/sync/v1/digest/buckets',
  summary: 'In which parts of a thing that differs the differing rows are',
  access: { hq: 'peer', store: 'peer' },
  audit: 'none',
  body: strict({ ...standing, ...grain }),
  /** Parts that are empty are left out; null for a catalogue that is at another version here. */
  response: strict({ buckets: orNull(Type.Array(DigestBucket, { maxItems: 256 })) }),
})

/** One row as its holder marks it: who it is, a hash of all of it, and what a person would call it. */
export const RowMark = strict({
  key: label(200),
  hash: hash(),
  label: orNull(text(200)),
  /** Of a row that is about one variant and has no name of its own. */
  variantId: orNull(uuid<VariantId>()),
  /** Of stock. */
  quantityMilli: orNull(milli()),
})
export type RowMark = Static<typeof RowMark>

export const exchangeRows = defineCommand({
  name: 'sync.digest-rows',
  method: 'POST',
  path: '/sync/v1/digest/rows',
  summary: 'Which rows differ in some parts of a thing: each answers with its own marks, and names what differs itself',
  access: { hq: 'peer', store: 'peer' },
  audit: 'none',
  body: strict({
    ...standing,
    ...grain,
    buckets: Type.Array(bucketName(), { maxItems: 256 }),
    rows: Type.Array(RowMark, { maxItems: NAMING_LIMITS.rows }),
    /** Names that the comparison has left. */
    most: Type.Integer({ minimum: 1, maximum: NAMING_LIMITS.names }),
    /** Parts that differ too and are not looked into. */
    unread: count(),
  }),
  response: strict({ rows: orNull(Type.Array(RowMark)) }),
  bodyLimit: 2_097_152,
})

/** A row that is not equal at two nodes: held here alone, at the peer alone, or at both and different. */
export const RowDifference = strict({
  key: RowMark.properties.key,
  held: oneOf('here', 'peer', 'both'),
  label: RowMark.properties.label,
  variantId: RowMark.properties.variantId,
  quantityMilli: RowMark.properties.quantityMilli,
  peerQuantityMilli: RowMark.properties.quantityMilli,
})
export type RowDifference = Static<typeof RowDifference>

/** Which rows of one thing differ, and how many more there are at least. */
export const NamedRows = strict({
  rows: Type.Array(RowDifference, { maxItems: NAMING_LIMITS.names }),
  more: count(),
})
export type NamedRows = Static<typeof NamedRows>

/** What came of the last comparison of a node with the one above it. */
export const Comparison = strict({
  at: instant(),
  version: version(),
  /** What is not equal. Empty: identical. Without rows: nobody could name them. */
  differing: Type.Array(strict({ ...grain, ...NamedRows.properties })),
  /** What could not be compared, such as a catalogue that had moved on. */
  pending: count(),
})
export type Comparison = Static<typeof Comparison>

/** An aggregate as rows: column names of the tables, values as a store keeps them (instants ms, booleans 0 or 1, JSON as text). */
export type CatalogueDocument = {
  readonly row: Readonly<Record<string, StoredValue>>
  readonly children: Readonly<Record<string, readonly Readonly<Record<string, StoredValue>>[]>>
}
export type StoredValue = string | number | null

const StoredRow = Type.Record(Type.String(), Type.Unsafe<StoredValue>(Type.Unknown()))

export const PullChange = strict({
  entity: label(32),
  id: uuid(),
  op: oneOf('U', 'D'),
  version: version(),
  schema: Type.Integer({ minimum: 1, maximum: 32_767 }),
  /** Null for a deletion. */
  data: orNull(
    Type.Unsafe<CatalogueDocument>(
      strict({ row: StoredRow, children: Type.Record(Type.String(), Type.Array(StoredRow)) }),
    ),
  ),
})
export type PullChange = Static<typeof PullChange>

/** Everything between `from` (exclusive) and `to` (inclusive). It may be shown only when `to` equals `head`. */
export const PullPage = strict({
  epoch: uuid(),
  from: version(),
  to: version(),
  head: version(),
  minVersion: version(),
  changes: Type.Array(PullChange),
  more: Type.Boolean(),
})
export type PullPage = Static<typeof PullPage>

export const RESYNC_REASONS = ['EPOCH', 'AHEAD_OF_HEAD', 'BELOW_HORIZON', 'SCHEMA'] as const
export type ResyncReason = (typeof RESYNC_REASONS)[number]

export const pullChanges = defineCommand({
  name: 'sync.pull',
  method: 'GET',
  path: '/sync/v1/pull',
  summary: 'Changes of the catalogue since a version; 409 SYNC_RESYNC_REQUIRED when only a snapshot can help',
  access: { hq: 'peer', store: 'peer' },
  query: strict({
    epoch: uuid(),
    after: version(),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1000 })),
  }),
  response: PullPage,
})

export const downloadSnapshot = defineCommand({
  name: 'sync.snapshot',
  method: 'GET',
  path: '/sync/v1/snapshot',
  summary: 'The whole catalogue at one version, as NDJSON with a trailer of counts and hash',
  access: { hq: 'peer', store: 'peer' },
  response: Type.String({ description: 'application/x-ndjson, streamed' }),
})

/**
 * What somebody should know of a node: a store that trades and is not heard, events that wait longer than a day, events
 * that wait although the node above answers, events that are nowhere though later ones have come.
 */
export const SYNC_ALARMS = ['silent', 'overdue', 'stuck', 'gap'] as const
export type SyncAlarm = (typeof SYNC_ALARMS)[number]

/** How a store's line to head office is; a till shows it beside its own. */
export const UpLine = strict({
  isReached: Type.Boolean(),
  /** When head office was last heard; null when never since the start. */
  heardAt: orNull(instant()),
  /** Events head office has not acknowledged. */
  pending: count(),
  oldestPendingAt: orNull(instant()),
})
export type UpLine = Static<typeof UpLine>

export const syncHealth = defineCommand({
  name: 'sync.health',
  method: 'GET',
  path: '/sync/v1/health',
  summary: 'Whether this node answers, and how far its feed is',
  access: { hq: 'peer', store: 'peer' },
  response: strict({
    epoch: orNull(uuid()),
    version: version(),
    at: instant(),
    /** Null at head office, and at a store that was not set up yet. */
    up: orNull(UpLine),
    /** The life of a store's database: another one may have forgotten what the one before had acknowledged. */
    lineage: orNull(uuid<LineageId>()),
  }),
})

/** What the socket `/sync/v1/notify` says of the feed. */
export const VersionNotice = strict({ version: version() })

/** All that the socket says. */
export const Notice = Type.Union([VersionNotice, AskNotice])
export type Notice = Static<typeof Notice>

export const notifyPeer = defineCommand({
  name: 'sync.notify',
  method: 'GET',
  path: '/sync/v1/notify',
  summary:
    'WebSocket that tells when the feed has a new version, a hint and never the only way to learn it, and what head office asks of a store',
  access: { hq: 'peer', store: 'peer' },
  response: Notice,
})
