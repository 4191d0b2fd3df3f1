import type { Context, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { FeedChange, FeedHead, FeedPort, FeedReader } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { isEntity } from './aggregates.ts'
import { hqDocuments } from './hq-documents.ts'
import { EVERY_STORE } from './hq-rows.ts'
import { storeOf } from './ingest-rows.ts'

/** Head office's catalogue as the caller's store sees it: what every store gets, and what is scoped to this one. */
export function hqFeed(unitOfWork: UnitOfWork<HqTx>, ctx: Context): FeedPort {
  return { read: (work) => unitOfWork.read(ctx, (tx) => work(hqFeedReader(tx, ctx))) }
}

export function hqFeedReader(tx: HqTx, ctx: Context): FeedReader {
  const { tenantId } = ctx
  const columns = sql`entity, entity_id as id, op, version, schema`
  const inScope = (scope: string, limit: number, after: number) => sql`
    (select ${columns} from sync_change
     where tenant_id = ${tenantId} and store_scope_key = ${scope} and version > ${after}
     order by version limit ${limit})`
  return {
    async head() {
      const [head] = await tx.query<FeedHead>(sql`
        select epoch, version, min_version as "minVersion" from sync_head where tenant_id = ${tenantId}`)
      return head
    },
    changes: (after, limit) =>
      tx.query<FeedChange>(sql`
        ${inScope(EVERY_STORE, limit, after)} union all ${inScope(storeOf(ctx), limit, after)}
        order by version, entity, id limit ${limit}`),
    changesAt: (version) =>
      tx.query<FeedChange>(sql`
        select ${columns} from sync_change
        where tenant_id = ${tenantId} and store_scope_key in (${EVERY_STORE}, ${storeOf(ctx)}) and version = ${version}
        order by entity, id`),
    documents: async (entity, ids) => (isEntity(entity) ? hqDocuments(tx, ctx, entity, ids) : new Map()),
  }
}
