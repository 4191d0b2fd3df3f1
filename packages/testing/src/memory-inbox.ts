import type { Context, Unit } from '@pos/core'
import type { EventId, Hash, LineageId, PushEvent } from '@pos/shared-types'
import {
  aggregateKey,
  type Aggregate,
  type AggregateHead,
  type HeadMove,
  type IngestStore,
  type LineageStanding,
  type QuarantineState,
  type StoredVerdict,
} from '@pos/sync-engine'

type InboxRow = StoredVerdict & { readonly position: string }
type Kept = { readonly event: PushEvent; readonly code: string; readonly state: QuarantineState }

/** What a peer has heard, and what its handlers made of it, in the order in which it took effect. */
export type InboxTables<Fact> = {
  readonly inbox: Map<EventId, InboxRow>
  readonly positions: Set<string>
  readonly heads: Map<string, AggregateHead>
  readonly lineages: Map<LineageId, string>
  readonly quarantine: Map<string, Kept>
  readonly facts: Fact[]
}

/** Rows are replaced, never changed: a copy of the tables shares them. */
const copyOf = <Fact>(tables: InboxTables<Fact>): InboxTables<Fact> => ({
  inbox: new Map(tables.inbox),
  positions: new Set(tables.positions),
  heads: new Map(tables.heads),
  lineages: new Map(tables.lineages),
  quarantine: new Map(tables.quarantine),
  facts: [...tables.facts],
})

/** The inbox of a peer in memory: units run one after another, and one that throws leaves nothing behind. */
export class MemoryInbox<Fact> implements IngestStore<InboxTables<Fact>> {
  tables: InboxTables<Fact> = {
    inbox: new Map(),
    positions: new Set(),
    heads: new Map(),
    lineages: new Map(),
    quarantine: new Map(),
    facts: [],
  }
  #last: Promise<unknown> = Promise.resolve()

  write<Result>(
    ctx: Context,
    _name: string,
    work: (unit: Unit<InboxTables<Fact>>) => Promise<Result>,
  ): Promise<Result> {
    const result = this.#last.then(async () => {
      const tx = copyOf(this.tables)
      const answer = await work({ ...ctx, tx, emitAfterCommit: () => {} })
      this.tables = tx
      return answer
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  /** What is here now, to be put in place of what is here later. */
  copy(): InboxTables<Fact> {
    return copyOf(this.tables)
  }

  /** Puts an older copy in place, after what is under way. */
  async putBack(tables: InboxTables<Fact>): Promise<void> {
    const done = this.#last.then(() => void (this.tables = copyOf(tables)))
    this.#last = done
    await done
  }

  isTransient(error: unknown): boolean {
    return error instanceof Error && error.message === 'deadlock'
  }

  ownLineage({ tx, storeId = '' }: Unit<InboxTables<Fact>>, lineage: LineageId): LineageStanding {
    const owner = tx.lineages.get(lineage) ?? storeId
    tx.lineages.set(lineage, owner)
    if (owner !== storeId) return 'foreign'
    return [...tx.lineages.values()].filter((each) => each === storeId).length > 1 ? 'one_of_several' : 'only'
  }

  heads({ tx }: Unit<InboxTables<Fact>>, aggregates: readonly Aggregate[]): ReadonlyMap<string, AggregateHead> {
    return new Map(
      aggregates.map(aggregateKey).flatMap((key) => {
        const head = tx.heads.get(key)
        return head === undefined ? [] : [[key, head] as const]
      }),
    )
  }

  claim(
    { tx }: Unit<InboxTables<Fact>>,
    lineage: LineageId,
    events: readonly PushEvent[],
    verdict: StoredVerdict['verdict'],
    codes: readonly string[] = [],
  ): ReadonlySet<EventId> {
    const known = this.seenBy(tx)
    const fresh = events.filter(
      ({ eventId, seq }) => !known.inbox.has(eventId) && !known.positions.has(`${lineage} ${seq}`),
    )
    for (const { eventId, sha256, seq } of fresh) {
      const position = `${lineage} ${seq}`
      tx.inbox.set(eventId, { sha256, verdict, codes, position })
      tx.positions.add(position)
    }
    return new Set(fresh.map(({ eventId }) => eventId))
  }

  /** What a unit sees of the inbox when it claims events. */
  protected seenBy(tx: InboxTables<Fact>): InboxTables<Fact> {
    return tx
  }

  stored({ tx }: Unit<InboxTables<Fact>>, ids: readonly EventId[]): ReadonlyMap<EventId, StoredVerdict> {
    return new Map(
      ids.flatMap((id) => {
        const row = tx.inbox.get(id)
        return row === undefined ? [] : [[id, row] as const]
      }),
    )
  }

  flag({ tx }: Unit<InboxTables<Fact>>, findings: ReadonlyMap<EventId, readonly string[]>): void {
    for (const [id, codes] of findings) {
      const row = tx.inbox.get(id)
      if (row !== undefined) tx.inbox.set(id, { ...row, verdict: 'accepted_flagged', codes })
    }
  }

  advance({ tx }: Unit<InboxTables<Fact>>, moves: readonly HeadMove[]): void {
    for (const { aggregate, from, to } of moves) {
      if ((tx.heads.get(aggregateKey(aggregate))?.lastSeq ?? 0) !== from) throw new Error('the head moved')
      tx.heads.set(aggregateKey(aggregate), { lastSeq: to, blockedBy: null })
    }
  }

  settle(
    unit: Unit<InboxTables<Fact>>,
    lineage: LineageId,
    event: PushEvent,
    verdict: StoredVerdict['verdict'],
    codes: readonly string[] = [],
  ): boolean {
    const row = unit.tx.inbox.get(event.eventId)
    if (row === undefined) return this.claim(unit, lineage, [event], verdict, codes).size === 1
    if (row.sha256 !== event.sha256 || row.verdict !== 'parked') return false
    unit.tx.inbox.set(event.eventId, { ...row, verdict, codes })
    return true
  }

  quarantine(
    { tx }: Unit<InboxTables<Fact>>,
    _lineage: LineageId,
    event: PushEvent,
    sha256: Hash,
    { code }: { readonly code: string },
  ): QuarantineState {
    const kept = tx.quarantine.get(`${event.eventId} ${sha256}`)
    if (kept !== undefined && kept.state !== 'parked') return kept.state
    tx.quarantine.set(`${event.eventId} ${sha256}`, { event, code, state: 'parked' })
    const key = aggregateKey({ type: event.aggregateType, id: event.aggregateId })
    const lastSeq = tx.heads.get(key)?.lastSeq ?? 0
    if (event.aggregateSeq === lastSeq + 1) tx.heads.set(key, { lastSeq, blockedBy: event.eventId })
    return 'parked'
  }
}
