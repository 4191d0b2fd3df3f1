import type { Plant } from './plants.ts'
import type { Context, Unit } from '@pos/core'
import type { EventId, Hash, LineageId, PushEvent } from '@pos/shared-types'
import {
  aggregateKey,
  type Aggregate,
  type AggregateHead,
  type HeadMove,
  type IngestStore,
  type LineageStanding,
  type StoredVerdict,
} from '@pos/sync-engine'

/** What head office keeps of one event that took effect. */
export type KeptFact = {
  readonly storeId: string
  readonly eventId: EventId
  readonly type: string
  readonly payload: string
}

type InboxRow = StoredVerdict & { readonly position: string }

/** Head office's side of a unit; what it wrote is taken back when the unit throws. */
export type HqTables = {
  readonly inbox: Map<EventId, InboxRow>
  readonly positions: Set<string>
  readonly heads: Map<string, AggregateHead>
  readonly lineages: Map<LineageId, string>
  readonly facts: KeptFact[]
  readonly quarantine: { readonly event: PushEvent; readonly code: string; readonly detail: string }[]
}

const copyOf = (tables: HqTables): HqTables => ({
  inbox: new Map(tables.inbox),
  positions: new Set(tables.positions),
  heads: new Map(tables.heads),
  lineages: new Map(tables.lineages),
  facts: [...tables.facts],
  quarantine: [...tables.quarantine],
})

/** The inbox of head office in memory: units run one after another, and one that throws leaves nothing behind. */
export class MemoryInbox implements IngestStore<HqTables> {
  tables: HqTables = {
    inbox: new Map(),
    positions: new Set(),
    heads: new Map(),
    lineages: new Map(),
    facts: [],
    quarantine: [],
  }
  #last: Promise<unknown> = Promise.resolve()
  /** As it was a unit ago, for whoever looks beside the transaction. */
  #stale: HqTables | undefined
  readonly #plant: Plant | undefined

  constructor(plant?: Plant) {
    this.#plant = plant
  }

  write<Result>(ctx: Context, _name: string, work: (unit: Unit<HqTables>) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(async () => {
      const tx = copyOf(this.tables)
      const answer = await work({ ...ctx, tx, emitAfterCommit: () => {} })
      this.#stale = this.tables
      this.tables = tx
      return answer
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  isTransient(error: unknown): boolean {
    return error instanceof Error && error.message === 'deadlock'
  }

  ownLineage({ tx, storeId = '' }: Unit<HqTables>, lineage: LineageId): LineageStanding {
    const owner = tx.lineages.get(lineage) ?? storeId
    tx.lineages.set(lineage, owner)
    if (owner !== storeId) return 'foreign'
    return [...tx.lineages.values()].filter((each) => each === storeId).length > 1 ? 'one_of_several' : 'only'
  }

  heads({ tx }: Unit<HqTables>, aggregates: readonly Aggregate[]): ReadonlyMap<string, AggregateHead> {
    const keys = aggregates.map(aggregateKey)
    return new Map(
      keys.flatMap((key) => {
        const head = tx.heads.get(key)
        return head === undefined ? [] : [[key, head] as const]
      }),
    )
  }

  claim(
    { tx }: Unit<HqTables>,
    lineage: LineageId,
    events: readonly PushEvent[],
    verdict: StoredVerdict['verdict'],
    codes: readonly string[] = [],
  ): ReadonlySet<EventId> {
    const fresh = new Set<EventId>()
    const known = this.#plant === 'check, then insert' ? (this.#stale ?? tx) : tx
    for (const { eventId, sha256, seq } of events) {
      const position = `${lineage} ${seq}`
      if (known.inbox.has(eventId) || known.positions.has(position)) continue
      tx.inbox.set(eventId, { sha256, verdict, codes, position })
      tx.positions.add(position)
      fresh.add(eventId)
    }
    return fresh
  }

  stored({ tx }: Unit<HqTables>, ids: readonly EventId[]): ReadonlyMap<EventId, StoredVerdict> {
    return new Map(
      ids.flatMap((id) => {
        const row = tx.inbox.get(id)
        return row === undefined ? [] : [[id, row] as const]
      }),
    )
  }

  flag({ tx }: Unit<HqTables>, findings: ReadonlyMap<EventId, readonly string[]>): void {
    for (const [id, codes] of findings) {
      const row = tx.inbox.get(id)
      if (row !== undefined) tx.inbox.set(id, { ...row, verdict: 'accepted_flagged', codes })
    }
  }

  advance({ tx }: Unit<HqTables>, moves: readonly HeadMove[]): void {
    for (const { aggregate, from, to } of moves) {
      if ((tx.heads.get(aggregateKey(aggregate))?.lastSeq ?? 0) !== from) throw new Error('the head moved')
      tx.heads.set(aggregateKey(aggregate), { lastSeq: to, blockedBy: null })
    }
  }

  settle(): never {
    throw new Error('nobody repairs anything in this world')
  }

  quarantine(
    { tx }: Unit<HqTables>,
    _lineage: LineageId,
    event: PushEvent,
    _sha256: Hash,
    { code, detail }: { readonly code: string; readonly detail: string },
  ): 'parked' {
    tx.quarantine.push({ event, code, detail })
    return 'parked'
  }
}
