import { hash } from 'node:crypto'
import type { EventId, Instant, PushEvent } from '@pos/shared-types'
import type { AcknowledgedEvent, AcknowledgedPort } from '../src/reofferer.ts'
import type { OutboxBatch, OutboxChange, OutboxEvent, OutboxPort, OutboxState, OutboxStatus } from '../src/outbox.ts'

export type OutboxEntry = PushEvent & Omit<OutboxChange, 'eventId'> & { lineage: string }

export const sha256 = (content: string | Uint8Array) => hash('sha256', content, 'hex')

/** An outbox that survives its pusher, as a disk would. */
export class MemoryOutbox implements OutboxPort, AcknowledgedPort {
  entries: OutboxEntry[] = []
  /** In which new events are made. */
  lineage: string

  constructor(lineage: string) {
    this.lineage = lineage
  }

  write(
    event: Omit<PushEvent, 'seq' | 'sha256' | 'hlc' | 'wallTime' | 'catalogueVersion' | 'schema'>,
    at: Instant,
  ): void {
    const seq = this.entries.length + 1
    const sent = { seq, sha256: sha256(event.payload), schema: 1, hlc: String(at), wallTime: at, catalogueVersion: 0 }
    const state = { state: 'pending', attempts: 0, nextAttemptAt: at, lastCode: null, ackedAt: null } as const
    this.entries.push({ ...event, ...sent, ...state, lineage: this.lineage })
  }

  /** Goes on in another lineage; `isResent` puts what was not acknowledged under it. */
  beginLineage(lineage: string, isResent: boolean): void {
    this.lineage = lineage
    if (isResent) for (const entry of this.entries.filter(isOpen)) entry.lineage = lineage
  }

  acknowledged(since: Instant, after: number, limit: number): readonly AcknowledgedEvent[] {
    const left = this.entries.filter((entry) => !isOpen(entry) && entry.seq > after && entry.wallTime >= since)
    return left.slice(0, limit).map(({ seq, eventId, sha256: hashed }) => ({ seq, eventId, sha256: hashed }))
  }

  reopen(eventIds: readonly EventId[]): void {
    for (const entry of this.entries.filter(({ eventId }) => eventIds.includes(eventId)))
      Object.assign(entry, { state: 'pending', attempts: 0, nextAttemptAt: 0, ackedAt: null })
  }

  due(now: Instant, maxEvents: number, maxBytes: number): OutboxBatch | undefined {
    const waiting = new Set<string>()
    const events: OutboxEvent[] = []
    let lineage: string | undefined
    let bytes = 0
    for (const entry of this.entries.filter((each) => each.state !== 'acked')) {
      const aggregate = `${entry.aggregateType} ${entry.aggregateId}`
      if (entry.nextAttemptAt > now && isOpen(entry)) waiting.add(aggregate)
      if (entry.nextAttemptAt > now || waiting.has(aggregate)) continue
      bytes += entry.payload.length
      lineage ??= entry.lineage
      if (entry.lineage !== lineage || events.length === maxEvents || (bytes > maxBytes && events.length > 0)) break
      const { state, nextAttemptAt: _, lastCode: __, ackedAt: ___, lineage: ____, ...event } = entry
      events.push({ ...event, isParked: state === 'parked' })
    }
    return lineage === undefined ? undefined : { lineage, events }
  }

  settle(changes: readonly OutboxChange[]): void {
    for (const change of changes) {
      const entry = this.entries.find(({ eventId }) => eventId === change.eventId)
      if (entry === undefined) throw new Error('settled an unknown event')
      Object.assign(entry, change)
      if (change.state !== 'acked') continue
      for (const follower of this.entries) {
        const isSame = follower.aggregateType === entry.aggregateType && follower.aggregateId === entry.aggregateId
        if (isSame && follower.state === 'blocked')
          Object.assign(follower, { state: 'pending', nextAttemptAt: change.ackedAt })
      }
    }
  }

  nextDueAt(now: Instant): Instant | undefined {
    const later = this.entries.filter((entry) => entry.state !== 'acked' && entry.nextAttemptAt > now)
    return later.length === 0 ? undefined : Math.min(...later.map((entry) => entry.nextAttemptAt))
  }

  status(): OutboxStatus {
    const open = this.entries.filter(isOpen)
    const oldestPendingAt = open[0]?.wallTime ?? null
    return { pending: open.length, parked: this.inState('parked').length, oldestPendingAt }
  }

  inState(state: OutboxState): OutboxEntry[] {
    return this.entries.filter((entry) => entry.state === state)
  }
}

function isOpen({ state }: OutboxEntry): boolean {
  return state === 'pending' || state === 'blocked'
}
