import { assert, type Clock, type Context, type DomainEvent } from '@pos/core'
import { rebuildProductSearch, type CatalogTx, type StoreCatalogue } from '@pos/db'
import type { Instant, PullChange, PullPage } from '@pos/shared-types'
import { readSnapshot, type Cursor, type ReplicaPort, type SnapshotHead, type SnapshotTrailer } from '@pos/sync-engine'
import { applyChange } from './apply-change.ts'
import { bareTables } from './bare-tables.ts'
import { loadRows } from './bulk-load.ts'
import { applyWithRules, pullUnit, type PullRules } from './pull-rules.ts'
import { nodeHasher } from './node-hasher.ts'
import { quoted } from './replica-rows.ts'
import { tableNamed } from './replicated-columns.ts'
import { schemaHash } from './schema-hash.ts'

export type StoreReplicaOptions = {
  readonly catalogue: StoreCatalogue
  /** Who pulls: the store, at the time it is. */
  readonly context: () => Context
  readonly clock: Clock
  /** They stand around the changes of a page; a snapshot replaces the whole catalogue and asks none. */
  readonly rules: PullRules
  /** Told what rules emitted, after the commit. */
  readonly onCommitted: (events: readonly DomainEvent[]) => void
  /** Fills what a new catalogue file needs beside the snapshot, such as currencies and permissions, which every node seeds itself. */
  readonly complete?: ((tx: CatalogTx) => void) | undefined
}

const CURSOR = `insert into sync_cursors (feed, epoch, version, schema_hash, head_seen, is_complete, applied_at)
  values ('hq', ?, ?, ?, ?, 1, ?)
  on conflict do update set epoch = excluded.epoch, version = excluded.version, schema_hash = excluded.schema_hash,
    head_seen = excluded.head_seen, is_complete = 1, applied_at = excluded.applied_at`
const READ_CURSOR = `select epoch, version from sync_cursors
  where feed = 'hq' and is_complete = 1 and schema_hash = ?`
const HORIZON = `insert into db_meta (key, value, updated_at) values ('feed_min_version', ?, ?)
  on conflict do update set value = excluded.value, updated_at = excluded.updated_at`
const MOST_FORGOTTEN = 500
const OLDEST_DELETED = `select max(version) as version from (
  select version from sync_change where op = 'D' and version <= ? order by version limit ${MOST_FORGOTTEN})`
const FORGET_DELETED = `delete from sync_change where op = 'D' and version <= ?`
const STAGE = `insert into sync_staging (feed, version, entity, entity_id, op, schema, data) values ('hq', ?, ?, ?, ?, ?, ?)
  on conflict do update set version = excluded.version, op = excluded.op, schema = excluded.schema, data = excluded.data`
const STAGED = `select version, entity, entity_id as id, op, schema, data from sync_staging where feed = 'hq'
  order by version, entity, entity_id`

/** The store's copy of head office's catalogue as the puller keeps it, in `catalog.db`. */
export function storeReplica(options: StoreReplicaOptions): ReplicaPort {
  const { catalogue, context, clock, rules, onCommitted, complete } = options
  return {
    cursor: () => catalogue.write((tx) => tx.prepare<Cursor>(READ_CURSOR).get([Buffer.from(schemaHash(), 'hex')])),
    apply: async (page) => {
      const told = await catalogue.write(async (tx) => {
        const { unit, events } = pullUnit(context(), tx)
        const changes = [...takeStaged(tx), ...page.changes]
        await applyWithRules(rules, unit, changes, (change) => applyChange(tx, unit.tenantId, change))
        writeCursor(tx, { epoch: page.epoch, version: page.to }, page.head, clock.now())
        forgetDeletions(tx, page.minVersion, clock.now())
        return events
      })
      onCommitted(told)
    },
    stage: (page) => catalogue.write((tx) => stage(tx, page)),
    bootstrap: (snapshot) => catalogue.replace((tx) => load(tx, snapshot, clock.now(), complete)),
  }
}

function writeCursor(tx: CatalogTx, { epoch, version }: Cursor, head: number, at: Instant): void {
  tx.prepare(CURSOR).run([epoch, version, Buffer.from(schemaHash(), 'hex'), head, at])
}

/**
 * What head office no longer knows to be deleted, a till is not told either. A part goes with each page, so that a year
 * of deletions holds nothing up; tills that stand below the newest of it fetch a snapshot.
 */
function forgetDeletions(tx: CatalogTx, horizon: number, at: Instant): void {
  const reached = tx.prepare<{ version: number | null }>(OLDEST_DELETED).get([horizon])?.version ?? null
  if (reached === null) return
  tx.prepare(FORGET_DELETED).run([reached])
  tx.prepare(HORIZON).run([String(reached), at])
}

function stage(tx: CatalogTx, page: PullPage): void {
  const cursor = tx.prepare<Cursor>(READ_CURSOR).get([Buffer.from(schemaHash(), 'hex')])
  if (page.from === cursor?.version) tx.prepare(`delete from sync_staging where feed = 'hq'`).run()
  for (const { version, entity, id, op, schema, data } of page.changes) {
    tx.prepare(STAGE).run([version, entity, id, op, schema, JSON.stringify(data)])
  }
}

function takeStaged(tx: CatalogTx): PullChange[] {
  const rows = tx.prepare<Omit<PullChange, 'data'> & { readonly data: string }>(STAGED).all()
  if (rows.length > 0) tx.prepare(`delete from sync_staging where feed = 'hq'`).run()
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) }))
}

async function load(
  tx: CatalogTx,
  snapshot: AsyncIterable<Uint8Array>,
  at: Instant,
  complete: StoreReplicaOptions['complete'],
): Promise<Cursor> {
  const putBack = bareTables(tx)
  let head: SnapshotHead | undefined
  let trailer: SnapshotTrailer | undefined
  for await (const part of readSnapshot(snapshot, nodeHasher())) {
    if ('head' in part) head = part.head
    else if ('rows' in part) loadRows(tx, part.rows)
    else trailer = part.end
  }
  assert(head && trailer, 'a snapshot has a head and a trailer')
  putBack()
  assertAllRows(tx, trailer)
  rebuildProductSearch(tx)
  complete?.(tx)
  // Tills can follow from here on: what happened before is in their snapshot, not in this feed.
  tx.prepare(HORIZON).run([String(head.version), at])
  const { epoch, version } = head
  writeCursor(tx, { epoch, version }, version, at)
  return { epoch, version }
}

/** What arrived is what was sent, says the trailer's hash; this says that all of it is in the file. */
function assertAllRows(tx: CatalogTx, { counts }: SnapshotTrailer): void {
  for (const [table, count] of Object.entries(counts)) {
    if (tableNamed(table) === undefined) continue
    const found = tx.prepare<{ rows: number }>(`select count(*) as rows from ${quoted(table)}`).get()
    assert(found?.rows === count, `${table} has ${found?.rows} of ${count} rows`)
  }
}
