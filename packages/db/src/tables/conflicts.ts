import type { ConflictId, EventId, FieldStamp, StoreId, UserId } from '@pos/shared-types'
import * as pg from './kit/postgres.ts'

const KIND = ['field', 'duplicate_customer'] as const
const CHOICE = ['local', 'remote', 'both'] as const
const STATE = ['open', 'resolved', 'dismissed'] as const

/** One of two truths, with who wrote it. Of a duplicate, `value` is the id of the customer. */
export type ConflictSide = {
  readonly value: string | boolean | null
  readonly stamp: FieldStamp | null
  readonly storeId: StoreId | null
}

export const hqConflicts = pg.table(
  'conflicts',
  {
    tenantId: pg.uuid().notNull(),
    id: pg.uuid<ConflictId>().notNull(),
    createdAt: pg.instant().notNull(),
    kind: pg.oneOf(KIND).notNull(),
    entity: pg.text().notNull(),
    entityId: pg.uuid().notNull(),
    field: pg.text().notNull(),
    local: pg.json<ConflictSide>().notNull(),
    remote: pg.json<ConflictSide>().notNull(),
    base: pg.json(),
    proposed: pg.oneOf(CHOICE).notNull(),
    sourceEventId: pg.uuid<EventId>().notNull(),
    storeId: pg.uuid<StoreId>(),
    state: pg.oneOf(STATE).notNull(),
    resolvedById: pg.uuid<UserId>(),
    resolvedAt: pg.instant(),
    resolution: pg.oneOf(CHOICE),
  },
  (t) => [
    pg.primary(t, t.id),
    pg.unique('conflicts_source', t, t.sourceEventId, t.entity, t.entityId, t.field),
    pg.index('conflicts_state', t, t.state, t.createdAt, t.id),
  ],
)
