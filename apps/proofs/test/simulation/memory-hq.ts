import { gunzipSync } from 'node:zlib'
import { DomainError, type Context } from '@pos/core'
import { sha256 } from '@pos/server-kit'
import {
  downloadSnapshot,
  exchangeDigests,
  offerEvents,
  type BodyOf,
  type CatalogueDocument,
  type DigestSheet,
  type PushBatch,
  type PushEvent,
} from '@pos/shared-types'
import {
  createIngest,
  servePull,
  unwrapFact,
  type EventHandler,
  type FeedPort,
  type FeedReader,
  type Ingest,
} from '@pos/sync-engine'
import { digestsAbove, type Held } from './digests-above.ts'
import { snapshotAbove } from './snapshot-above.ts'
import { HqInbox, type HqTables, type KeptFact } from './hq-inbox.ts'
import type { Plant } from './plants.ts'
import type { WireReply, WireRequest } from './line.ts'

/** A document of the catalogue as one store sees it; null once it is gone. */
export type FeedRow = {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly schema: number
  readonly data: CatalogueDocument | null
}

/** What a chain sends up, read without knowing more of it than its bytes. */
const TYPES: readonly (readonly [type: string, isWrapped: boolean])[] = [
  ['sale.completed', true],
  ['shift.opened', false],
  ['shift.closed', false],
  ['series.opened', false],
  ['series.closed', false],
  ['device.lineage_started', false],
  ['stock_adjustment.posted', false],
  ['device.changed', false],
  ['approval.requested', false],
  ['approval.decided', false],
  ['audit.appended', false],
  ['drill.finished', false],
]

export type MemoryHqOptions = {
  readonly tenantId: string
  readonly epoch: string
  readonly version: number
  readonly now: () => number
  readonly plant: Plant | undefined
  /** Does something a moment later. */
  readonly later: (work: () => void) => void
  /** Called within each unit with how many events it takes in; may throw. */
  readonly onApply: (events: number) => void
}

/** Head office in memory: the engine's own ingest and feed on storage that keeps the same contract as PostgreSQL. */
export class MemoryHq {
  readonly inbox: HqInbox
  readonly epoch: string
  version: number
  /** Below it deletions are forgotten. */
  minVersion = 0
  /** What head office had heard whenever somebody asked for a snapshot. */
  readonly snapshots: (readonly KeptFact[])[] = []
  readonly #feeds = new Map<string, Map<string, FeedRow>>()
  readonly #ingest: Ingest<HqTables>
  readonly #options: MemoryHqOptions
  readonly #listeners = new Map<string, (version: number) => void>()

  constructor(options: MemoryHqOptions) {
    this.#options = options
    this.inbox = new HqInbox(options.plant)
    this.epoch = options.epoch
    this.version = options.version
    const handlers = TYPES.map(([type, isWrapped]) => this.#handler(type, isWrapped))
    const silent = { info: () => {}, warn: () => {} }
    this.#ingest = createIngest({ store: this.inbox, handlers, sha256, log: silent })
  }

  /** What a store had pulled, and what it had pushed, before this world began. */
  begin(storeId: string, rows: readonly FeedRow[], lineage: string, pushed: readonly PushEvent[]): void {
    this.#feeds.set(storeId, new Map(rows.map((row) => [`${row.entity} ${row.id}`, row])))
    const { inbox, positions, heads, lineages, facts } = this.inbox.tables
    lineages.set(lineage, storeId)
    for (const event of pushed) {
      const { eventId, aggregateType, aggregateId, aggregateSeq, type, payload, seq } = event
      const position = `${lineage} ${seq}`
      inbox.set(eventId, { sha256: event.sha256, verdict: 'applied', codes: [], position })
      positions.add(position)
      heads.set(`${aggregateType} ${aggregateId}`, { lastSeq: aggregateSeq, blockedBy: null })
      facts.push({ storeId, eventId, type, payload })
    }
  }

  rowsOf(storeId: string): readonly FeedRow[] {
    return [...(this.#feeds.get(storeId)?.values() ?? [])]
  }

  /** Every document, once. */
  allRows(): readonly FeedRow[] {
    const rows = [...this.#feeds.values()].flatMap((feed) => [...feed.values()])
    return [...new Map(rows.map((row) => [`${row.entity} ${row.id}`, row])).values()]
  }

  /** One transaction: all its changes get one version, and every store that sees a document sees the change. */
  commit(changes: readonly { entity: string; id: string; data: CatalogueDocument | null }[]): void {
    this.version += 1
    const { version } = this
    const write = () => this.#write(version, changes)
    if (this.#options.plant === 'version at the beginning') this.#options.later(write)
    else write()
  }

  #write(version: number, changes: readonly { entity: string; id: string; data: CatalogueDocument | null }[]): void {
    for (const [storeId, feed] of this.#feeds) {
      for (const { entity, id, data } of changes) {
        const known = feed.get(`${entity} ${id}`)
        if (known) feed.set(`${entity} ${id}`, { ...known, version, data })
      }
      this.#listeners.get(storeId)?.(version)
    }
  }

  /** Whoever listens for notices of a store; one that is replaced hears no more. */
  listen(storeId: string, onVersion: (version: number) => void): void {
    this.#listeners.set(storeId, onVersion)
  }

  async serve(storeId: string, { method, target, headers, body }: WireRequest): Promise<WireReply> {
    const url = new URL(target, 'http://hq')
    const text = () => textOf(headers, body)
    const ctx: Context = {
      tenantId: this.#options.tenantId,
      storeId,
      appContext: 'peer',
      correlationId: 'simulation',
      at: this.#options.now(),
    }
    try {
      if (method === 'POST' && url.pathname === '/sync/v1/push') {
        return json(200, await this.#ingest.receive(ctx, JSON.parse(text()) as PushBatch))
      }
      if (method === 'POST' && url.pathname === offerEvents.path) {
        const { events } = JSON.parse(text()) as BodyOf<typeof offerEvents>
        const { inbox } = this.inbox.tables
        return json(200, { missing: events.map(({ eventId }) => eventId).filter((id) => !inbox.has(id)) })
      }
      if (method === 'POST' && url.pathname === exchangeDigests.path) {
        const asked = JSON.parse(text()) as DigestSheet
        return json(200, { digests: digestsAbove(asked, this.#held(storeId), this.#options.plant) })
      }
      if (method === 'GET' && url.pathname === '/sync/v1/pull') {
        const number = (name: string) => Number(url.searchParams.get(name))
        const query = { epoch: url.searchParams.get('epoch') ?? '', after: number('after'), limit: number('limit') }
        return json(200, await servePull(this.#feed(storeId), query))
      }
      if (method === 'GET' && url.pathname === downloadSnapshot.path) {
        this.snapshots.push(this.inbox.tables.facts)
        const content = await snapshotAbove(this, this.rowsOf(storeId))
        return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, body: content }
      }
      return json(404, { code: 'NOT_FOUND', params: {} })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return json(error.status, { code: error.code, params: error.params })
    }
  }

  #held(storeId: string): Held {
    const { epoch, version } = this
    const facts = this.inbox.tables.facts.filter((fact) => fact.storeId === storeId)
    return { epoch, version, rows: this.rowsOf(storeId), facts }
  }

  #feed(storeId: string): FeedPort {
    const { epoch, version, minVersion } = this
    const seen = this.#options.plant === 'no store scope' ? this.allRows() : this.rowsOf(storeId)
    const rows = seen.toSorted((a, b) => a.version - b.version)
    const change = ({ entity, id, version: at, schema, data }: FeedRow) => {
      return { entity, id, version: at, schema, op: data === null ? ('D' as const) : ('U' as const) }
    }
    const reader: FeedReader = {
      head: () => ({ epoch, version, minVersion }),
      changes: (after, limit) =>
        rows
          .filter((row) => row.version > after)
          .slice(0, limit)
          .map(change),
      changesAt: (at) => rows.filter((row) => row.version === at).map(change),
      documents: (entity, ids) =>
        new Map(
          rows.flatMap((row) =>
            row.entity === entity && ids.includes(row.id) && row.data ? [[row.id, row.data] as const] : [],
          ),
        ),
    }
    return { read: (work) => work(reader) }
  }

  #handler(type: string, isWrapped: boolean): EventHandler<HqTables> {
    return {
      type,
      schema: 1,
      read: (payload) => {
        const { fact } = isWrapped ? unwrapFact(payload) : { fact: payload }
        return JSON.parse(fact)
      },
      storeOf: (fact) => storeIn(fact as Fact),
      apply: ({ tx, storeId = '' }, events) => {
        this.#options.onApply(events.length)
        for (const { eventId, payload } of events) tx.facts.push({ storeId, eventId, type, payload })
      },
    }
  }
}

type Fact = { readonly storeId?: string; readonly sale?: Fact; readonly shift?: Fact; readonly z?: Fact }

function storeIn({ storeId, sale, shift, z }: Fact): string {
  return storeId ?? sale?.storeId ?? shift?.storeId ?? z?.storeId ?? ''
}

function textOf(headers: WireRequest['headers'], body: Buffer = Buffer.alloc(0)): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
}

function json(status: number, value: unknown): WireReply {
  const body = new TextEncoder().encode(JSON.stringify(value))
  return { status, headers: { 'content-type': 'application/json' }, body }
}
