import { Type, type Static } from 'typebox'
import { count, currency, instant, label, listOf, minor, oneOf, orNull, strict, uuid } from '../schema.ts'
import type { DrillId, RegisterId, StoreId, UserId } from '../units.ts'

/** What a drill cuts: the line to head office, the line of the tills to their store server, or both. */
export const DRILL_LINKS = ['hq', 'store', 'both'] as const
export type DrillLink = (typeof DRILL_LINKS)[number]

/** By what a drill ended. */
export const DRILL_ENDS = ['time', 'person', 'restart'] as const
export type DrillEnd = (typeof DRILL_ENDS)[number]

const milliseconds = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** Sales that were made while a line was cut, by whom. */
export const DrillSales = strict({
  count: count(),
  totals: listOf(strict({ currency: currency(), totalMinor: minor() }), { maxItems: 50 }),
  registers: listOf(strict({ registerId: uuid<RegisterId>(), count: count() }), { maxItems: 1_000 }),
  lastAt: orNull(instant()),
})
export type DrillSales = Static<typeof DrillSales>

/** Requests that were refused because of the cut, by error code. */
export const DrillRefusals = listOf(strict({ code: label(64), count: count() }), { maxItems: 100 })
export type DrillRefusals = Static<typeof DrillRefusals>

/** What a drill found out. */
export const DrillFindings = strict({
  sales: DrillSales,
  /** Most events that waited at once for head office. */
  mostWaiting: count(),
  /** The same at the tills, as far as they have told since. */
  mostAtTills: count(),
  refused: DrillRefusals,
  /** From the end of the drill until nothing of it waited any more; null when something still did at the report. */
  caughtUpMs: orNull(milliseconds()),
  /** Events that had not reached head office when the report was written. */
  stillWaiting: count(),
  /** Tills that were there before and had not come back when the report was written. */
  tillsMissing: count(),
})
export type DrillFindings = Static<typeof DrillFindings>

/** Payload of `drill.finished`, schema 1: a drill that is over, with its report. */
export const DrillRecord = strict({
  id: uuid<DrillId>(),
  storeId: uuid<StoreId>(),
  link: oneOf(...DRILL_LINKS),
  startedAt: instant(),
  startedById: uuid<UserId>(),
  /** When it would have ended by itself. */
  endsAt: instant(),
  endedAt: instant(),
  endedBy: oneOf(...DRILL_ENDS),
  endedById: orNull(uuid<UserId>()),
  findings: DrillFindings,
})
export type DrillRecord = Static<typeof DrillRecord>
