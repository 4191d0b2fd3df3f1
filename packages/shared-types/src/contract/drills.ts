import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { DRILL_ENDS, DRILL_LINKS, DrillFindings, DrillRefusals, DrillSales } from '../facts/drill.ts'
import { count, instant, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { DrillId, RegisterId, StoreId, UserId } from '../units.ts'

/** Minutes that a drill may last. */
export const DRILL_MINUTES = { least: 1, most: 60 } as const

/** A drill as it is kept. It runs while `endedAt` is null, and waits for its report while `findings` is null. */
export const DrillRow = strict({
  id: uuid<DrillId>(),
  storeId: uuid<StoreId>(),
  link: oneOf(...DRILL_LINKS),
  startedAt: instant(),
  startedById: uuid<UserId>(),
  startedByName: orNull(text()),
  endsAt: instant(),
  endedAt: orNull(instant()),
  endedBy: orNull(oneOf(...DRILL_ENDS)),
  endedById: orNull(uuid<UserId>()),
  findings: orNull(DrillFindings),
})
export type DrillRow = Static<typeof DrillRow>

/** What of the shop is seen to work while a drill has no report yet. */
export const DrillView = strict({
  id: uuid<DrillId>(),
  isHqReached: Type.Boolean(),
  sales: DrillSales,
  /** Events that wait for head office now. */
  waiting: count(),
  mostWaiting: count(),
  /** Tills that were heard since the drill began, or since it ended, of those that were there before. */
  tillsHeard: count(),
  tills: count(),
  refused: DrillRefusals,
})
export type DrillView = Static<typeof DrillView>

export const listDrills = defineCommand({
  name: 'drills.list',
  method: 'GET',
  path: '/drills',
  summary: 'Outage drills with their reports, newest first, and how the one that is not over yet goes',
  access: { hq: ['hq:sync.view'], store: ['store:sync.view'] },
  query: strict({
    storeId: Type.Optional(uuid<StoreId>()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
  }),
  response: strict({
    items: Type.Array(DrillRow),
    /** Of the registers in the reports. */
    registers: Type.Array(strict({ id: uuid<RegisterId>(), name: text() })),
    /** Of the drill that runs or waits for its report, at its own store only. */
    live: orNull(DrillView),
  }),
})

export const startDrill = defineCommand({
  name: 'drills.start',
  method: 'POST',
  path: '/drills',
  summary: 'Cut lines of a store on purpose for some minutes, and write down what went on working',
  access: { hq: ['hq:drills.run'], store: ['store:drills.run'] },
  audit: 'sync',
  isKeyed: true,
  body: strict({
    /** A store server knows which store it is. */
    storeId: Type.Optional(uuid<StoreId>()),
    link: oneOf(...DRILL_LINKS),
    minutes: Type.Integer({ minimum: DRILL_MINUTES.least, maximum: DRILL_MINUTES.most }),
  }),
  response: DrillRow,
  status: 201,
})

export const endDrill = defineCommand({
  name: 'drills.end',
  method: 'POST',
  path: '/drills/:id/end',
  summary: 'Mend what a drill has cut, before its time',
  access: { store: ['store:drills.run'] },
  audit: 'sync',
  params: strict({ id: uuid<DrillId>() }),
  response: DrillRow,
})
