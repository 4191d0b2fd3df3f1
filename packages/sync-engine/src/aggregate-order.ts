import type { EventId, PushEvent } from '@pos/shared-types'
import { aggregateKey, type Aggregate, type AggregateHead, type HeadMove } from './ingest-store.ts'

export const aggregateOf = (event: PushEvent): Aggregate => ({ type: event.aggregateType, id: event.aggregateId })

/** Every aggregate of the events, once. */
export function aggregatesOf(events: readonly PushEvent[]): Aggregate[] {
  return [...new Map(events.map((event) => [aggregateKey(aggregateOf(event)), aggregateOf(event)])).values()]
}

export type Ordered<E extends PushEvent> = {
  /** May be applied now, in this order, or have been applied before. */
  readonly next: readonly E[]
  readonly blocked: readonly { readonly event: E; readonly by: EventId | null }[]
}

/** Splits events by whether everything before them in their aggregate is here. The order of arrival does not matter. */
export function inOrder<E extends PushEvent>(
  events: readonly E[],
  heads: ReadonlyMap<string, AggregateHead>,
): Ordered<E> {
  const reached = new Map<string, number>()
  const next: E[] = []
  let waiting = [...events]
  for (let moved = true; moved;) {
    moved = false
    const still: E[] = []
    for (const event of waiting) {
      const key = aggregateKey(aggregateOf(event))
      const last = reached.get(key) ?? heads.get(key)?.lastSeq ?? 0
      if (event.aggregateSeq > last + 1) {
        still.push(event)
        continue
      }
      next.push(event)
      reached.set(key, Math.max(last, event.aggregateSeq))
      moved = true
    }
    waiting = still
  }
  const by = (event: E) => heads.get(aggregateKey(aggregateOf(event)))?.blockedBy ?? null
  return { next, blocked: waiting.map((event) => ({ event, by: by(event) })) }
}

/**
 * How far each aggregate moves when `events`, all new and in order, are applied; undefined when one of them stands on
 * a position that is taken or out of reach.
 */
export function headMoves(
  events: readonly PushEvent[],
  heads: ReadonlyMap<string, AggregateHead>,
): HeadMove[] | undefined {
  const moves = new Map<string, HeadMove>()
  for (const event of events) {
    const aggregate = aggregateOf(event)
    const key = aggregateKey(aggregate)
    const from = moves.get(key)?.from ?? heads.get(key)?.lastSeq ?? 0
    if (event.aggregateSeq !== (moves.get(key)?.to ?? from) + 1) return undefined
    moves.set(key, { aggregate, from, to: event.aggregateSeq })
  }
  return [...moves.values()]
}

/** Splits events in order by whether their position was taken by another event before: those branch off. */
export function branchesOff<E extends PushEvent>(
  events: readonly E[],
  heads: ReadonlyMap<string, AggregateHead>,
): { readonly branches: readonly E[]; readonly onward: readonly E[] } {
  const reached = new Map<string, number>()
  const [branches, onward]: [E[], E[]] = [[], []]
  for (const event of events) {
    const key = aggregateKey(aggregateOf(event))
    const last = reached.get(key) ?? heads.get(key)?.lastSeq ?? 0
    ;(event.aggregateSeq <= last ? branches : onward).push(event)
    reached.set(key, Math.max(last, event.aggregateSeq))
  }
  return { branches, onward }
}

/** Cuts events into runs of one handler each, keeping their order, so that each run can be one set of statements. */
export function runsOf<Item extends { readonly handler: unknown }>(items: readonly Item[]): Item[][] {
  const runs: Item[][] = []
  for (const item of items) {
    const run = runs.at(-1)
    if (run !== undefined && run[0]?.handler === item.handler) run.push(item)
    else runs.push([item])
  }
  return runs
}
