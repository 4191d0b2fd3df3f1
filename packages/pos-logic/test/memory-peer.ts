import type { Context, Unit } from '@pos/core'
import type { EventId, Hash, LineageId, PushEvent } from '@pos/shared-types'
import {
  aggregateKey,
  type Aggregate,
  type AggregateHead,
  type HeadMove,
  type IngestStore,
  type StoredVerdict,
} from '@pos/sync-engine'

/** What a store keeps of pushed events, as far as a till can tell. */
export type PeerTables = {
  readonly inbox: Map<EventId, StoredVerdict & { readonly place: string }>
  readonly heads: Map<string, AggregateHead>
  /** Payloads in the order in which they took effect. */
  readonly facts: { readonly type: string; readonly payload: string }[]
  readonly quarantined: string[]
}

const empty = (): PeerTables => ({ inbox: new Map(), heads: new Map(), facts: [], quarantined: [] })

/** The inbox of a store in memory: a unit that throws leaves nothing behind. */
export class MemoryPeer implements IngestStore<PeerTables> {
  tables = empty()
  #turn: Promise<unknown> = Promise.resolve()

  write<Result>(ctx: Context, _name: string, work: (unit: Unit<PeerTables>) => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(async () => {
      const tx = structuredClone(this.tables)
      const result = await work({ ...ctx, tx, emitAfterCommit: () => undefined })
      this.tables = tx
      return result
    })
    this.#turn = done.catch(() => undefined)
    return done
  }

  isTransient(): boolean {
    return false
  }

  ownLineage(): 'only' {
    return 'only'
  }

  heads({ tx }: Unit<PeerTables>, aggregates: readonly Aggregate[]): ReadonlyMap<string, AggregateHead> {
    const known = aggregates.map(aggregateKey).flatMap((key) => {
      const head = tx.heads.get(key)
      return head === undefined ? [] : [[key, head] as const]
    })
    return new Map(known)
  }

  claim(
    { tx }: Unit<PeerTables>,
    lineage: LineageId,
    events: readonly PushEvent[],
    verdict: StoredVerdict['verdict'],
    codes: readonly string[] = [],
  ): ReadonlySet<EventId> {
    const places = new Set([...tx.inbox.values()].map((row) => row.place))
    const fresh = events.filter((event) => !tx.inbox.has(event.eventId) && !places.has(`${lineage} ${event.seq}`))
    for (const { eventId, sha256, seq } of fresh)
      tx.inbox.set(eventId, { sha256, verdict, codes, place: `${lineage} ${seq}` })
    return new Set(fresh.map((event) => event.eventId))
  }

  stored({ tx }: Unit<PeerTables>, ids: readonly EventId[]): ReadonlyMap<EventId, StoredVerdict> {
    return new Map([...tx.inbox].filter(([eventId]) => ids.includes(eventId)))
  }

  flag(): void {}

  advance({ tx }: Unit<PeerTables>, moves: readonly HeadMove[]): void {
    for (const { aggregate, to } of moves) tx.heads.set(aggregateKey(aggregate), { lastSeq: to, blockedBy: null })
  }

  settle(
    { tx }: Unit<PeerTables>,
    _: LineageId,
    { eventId }: PushEvent,
    verdict: StoredVerdict['verdict'],
    codes: readonly string[] = [],
  ): boolean {
    const row = tx.inbox.get(eventId)
    if (row?.verdict !== 'parked') return false
    tx.inbox.set(eventId, { ...row, verdict, codes })
    return true
  }

  quarantine({ tx }: Unit<PeerTables>, _: LineageId, event: PushEvent, __: Hash, { code }: { code: string }): 'parked' {
    tx.quarantined.push(`${event.type} ${code}`)
    return 'parked'
  }
}
