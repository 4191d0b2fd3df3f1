import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { DRILL_LINKS } from '../facts/drill.ts'
import { label, oneOf, orNull, strict, uuid } from '../schema.ts'
import type { DrillId, UserId } from '../units.ts'
import { DRILL_MINUTES } from './drills.ts'

/**
 * What head office asks a store to do, over the line that the store holds open: compare what both hold, fetch the
 * catalogue anew, offer again what it has handed up, or cut lines for a drill.
 */
export const StoreAsk = Type.Union([
  strict({ kind: oneOf('compare', 'renew', 'offer') }),
  strict({
    kind: oneOf('drill'),
    id: uuid<DrillId>(),
    startedById: uuid<UserId>(),
    link: oneOf(...DRILL_LINKS),
    minutes: Type.Integer({ minimum: DRILL_MINUTES.least, maximum: DRILL_MINUTES.most }),
  }),
])
export type StoreAsk = Static<typeof StoreAsk>

/** An ask on its way. The store answers it by its id. */
export const AskNotice = strict({ askId: uuid(), ask: StoreAsk })
export type AskNotice = Static<typeof AskNotice>

export const answerAsk = defineCommand({
  name: 'sync.answer',
  method: 'POST',
  path: '/sync/v1/answers',
  summary: 'Say whether this store does what head office has asked of it',
  access: { hq: 'peer' },
  audit: 'none',
  body: strict({
    askId: uuid(),
    /** Why not; null when it does. */
    code: orNull(label(64)),
  }),
  response: strict({}),
})
