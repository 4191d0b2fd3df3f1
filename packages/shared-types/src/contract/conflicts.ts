import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { ConflictId, StoreId, UserId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

export const CONFLICT_KINDS = ['field', 'duplicate_customer'] as const
export const CONFLICT_STATES = ['open', 'resolved', 'dismissed'] as const
export const CONFLICT_CHOICES = ['local', 'remote', 'both'] as const

/** One of two truths: what it says, and where, when and by whom it was written as far as that is known. */
const Side = strict({
  value: orNull(text(1000)),
  /** For a duplicate: the customer it is. */
  id: orNull(uuid()),
  storeCode: orNull(text(32)),
  userName: orNull(text()),
  at: orNull(instant()),
})

/** Two truths that no rule could merge, in the words of a shop. */
export const ConflictView = strict({
  id: uuid<ConflictId>(),
  kind: oneOf(...CONFLICT_KINDS),
  entity: label(32),
  entityId: uuid(),
  /** What the entity is called now. */
  subject: text(),
  field: label(64),
  local: Side,
  remote: Side,
  base: orNull(text(1000)),
  /** What stands until somebody decides. */
  proposed: oneOf(...CONFLICT_CHOICES),
  state: oneOf(...CONFLICT_STATES),
  storeId: orNull(uuid<StoreId>()),
  openedAt: instant(),
  resolvedById: orNull(uuid<UserId>()),
  resolvedAt: orNull(instant()),
})
export type ConflictView = Static<typeof ConflictView>

export const listConflicts = defineCommand({
  name: 'conflicts.list',
  method: 'GET',
  path: '/conflicts',
  summary: 'What synchronisation left to a person, the latest first',
  access: { hq: ['hq:conflicts.resolve'] },
  query: strict({ ...listQuery, state: Type.Optional(oneOf(...CONFLICT_STATES)) }),
  response: pageOf(ConflictView),
})

export const resolveConflict = defineCommand({
  name: 'conflicts.resolve',
  method: 'POST',
  path: '/conflicts/:id/resolve',
  summary: 'Decide which of two truths holds',
  access: { hq: ['hq:conflicts.resolve'] },
  audit: 'sync',
  isKeyed: true,
  params: strict({ id: uuid<ConflictId>() }),
  body: strict({ choice: oneOf(...CONFLICT_CHOICES) }),
  response: ConflictView,
})
