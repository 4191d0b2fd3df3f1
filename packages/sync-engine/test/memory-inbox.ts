import type { Context, Unit } from '@pos/core'
import type { EventId, Hash, PushEvent } from '@pos/shared-types'
import {
  aggregateKey,
  type Aggregate,
  type AggregateHead,
  type HeadMove,
  type IngestStore,
  type LineageStanding,
  type QuarantineState,
  type StoredVerdict,
} from '../src/ingest-store.ts'

/** What handlers write, and the inbox beside it. */
export type Tables = {
  inbox: Map<EventId, StoredVerdict & { readonly position: string }>
  heads: Map<string, AggregateHead>
  quarantine: Map<string, { readonly event: PushEvent; readonly code: string; readonly state: QuarantineState }>
  lineages: Map<string, string>
  effects: { readonly eventId: EventId; readonly aggregate: string; readonly seq: number }[]
}

const empty = (): Tables => ({
  inbox: new Map(),
  heads: new Map(),
  quarantine: new Map(),
  lineages: new Map(),
  effects: [],
})

/** An inbox whose transactions are copies: a unit that throws leaves nothing behind. */
export class MemoryInbox implements IngestStore<Tables> {
  tables = empty()
  #last: Promise<unknown> = Promise.resolve()

  write<Result>(ctx: Context, _name: string, work: (unit: Unit<Tables>) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(async () => {
      const tx = structuredClone(this.tables)
      const answer = await work({ ...ctx, tx, emitAfterCommit: () => {} })
      this.tables = tx
      return answer
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  /** What is here now, to be put in place of what is here later. */
  copy(): Tables {
    return structuredClone(this.tables)
  }

  /** Puts an older copy in place, after what is under way. */
  putBack(tables: Tables): void {
    this.#last = this.#last.then(() => void (this.tables = structuredClone(tables)))
  }

  isTransient(error: unknown): boolean {
    return error instanceof Error && error.message === 'deadlock'
  }

  ownLineage({ tx, storeId = '' }: Unit<Tables>, lineage: string): LineageStanding {
    const owner = tx.lineages.get(lineage) ?? storeId
    tx.lineages.set(lineage, owner)
    if (owner !== storeId) return 'foreign'
    return [...tx.lineages.values()].filter((each) => each === storeId).length > 1 ? 'one_of_several' : 'only'
  }

  heads({ tx }: Unit<Tables>, aggregates: readonly Aggregate[]): ReadonlyMap<string, AggregateHead> {
    return new Map(
      aggregates.flatMap((aggregate) => {
        const head = tx.heads.get(aggregateKey(aggregate))
        return head === undefined ? [] : [[aggregateKey(aggregate), head] as const]
      }),
    )
  }

  claim(
    { tx }: Unit<Tables>,
    lineage: string,
    events: readonly PushEvent[],
    verdict: StoredVerdict['verdict'],
    codes: readonly string[] = [],
  ): ReadonlySet<EventId> {
    const positions = new Set([...tx.inbox.values()].map((row) => row.position))
    const fresh = events.filter((event) => !tx.inbox.has(event.eventId) && !positions.has(`${lineage} ${event.seq}`))
    for (const { eventId, sha256, seq } of fresh)
      tx.inbox.set(eventId, { sha256, verdict, codes, position: `${lineage} ${seq}` })
    return new Set(fresh.map((event) => event.eventId))
  }

  stored({ tx }: Unit<Tables>, ids: readonly EventId[]): ReadonlyMap<EventId, StoredVerdict> {
    return new Map([...tx.inbox].filter(([id]) => ids.includes(id)))
  }

  flag({ tx }: Unit<Tables>, findings: ReadonlyMap<EventId, readonly string[]>): void {
    for (const [id, codes] of findings) {
      const row = tx.inbox.get(id)
      if (row !== undefined) tx.inbox.set(id, { ...row, verdict: 'accepted_flagged', codes })
    }
  }

  advance({ tx }: Unit<Tables>, moves: readonly HeadMove[]): void {
    for (const { aggregate, from, to } of moves) {
      if ((tx.heads.get(aggregateKey(aggregate))?.lastSeq ?? 0) !== from) throw new Error('the head moved')
      tx.heads.set(aggregateKey(aggregate), { lastSeq: to, blockedBy: null })
    }
  }

  settle(
    unit: Unit<Tables>,
    lineage: string,
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
    { tx }: Unit<Tables>,
    _lineage: string,
    event: PushEvent,
    sha256: Hash,
    { code }: { code: string },
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
