import type { UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { writeSnapshot } from '@pos/sync-engine'
import { hqFeedReader } from './hq-feed.ts'
import { hqSnapshotRows } from './hq-snapshot-rows.ts'
import { storeOf } from './ingest-rows.ts'
import { nodeHasher } from './node-hasher.ts'
import type { SnapshotSource } from './snapshot-cache.ts'

/** Snapshots for stores: rows, table by table, from one moment of head office's catalogue. */
export function hqSnapshots(unitOfWork: UnitOfWork<HqTx>): SnapshotSource {
  return {
    keyOf: (ctx) => `${ctx.tenantId}_${storeOf(ctx)}`,
    read: (ctx, schema, work) =>
      unitOfWork.read(ctx, (tx) =>
        work(hqFeedReader(tx, ctx), ({ epoch, version }) =>
          writeSnapshot({ epoch, version, schema }, hqSnapshotRows(tx, ctx, schema), nodeHasher()),
        ),
      ),
  }
}
