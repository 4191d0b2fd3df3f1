import type { EventId, TenantId } from '@pos/shared-types'
import * as lite from './kit/sqlite.ts'

/**
 * What this store wrote into rows that head office owns. It lies over the replica until head office's row comes back
 * with it, or with what won against it.
 */
export const storePendingChanges = lite.table(
  'pending_changes',
  {
    tenantId: lite.uuid<TenantId>().notNull(),
    eventId: lite.uuid<EventId>().notNull(),
    entity: lite.text().notNull(),
    entityId: lite.uuid().notNull(),
    fields: lite.json().notNull(),
    hlc: lite.text().notNull(),
    createdAt: lite.instant().notNull(),
  },
  (t) => [lite.primary(t, t.eventId), lite.index('pending_changes_entity', t, t.entity, t.entityId, t.hlc)],
)
