import { setImmediate } from 'node:timers/promises'
import type { Context, UnitOfWork } from '@pos/core'
import type { CatalogueVersion, CatalogueView, StoreTx } from '@pos/db'
import type { CatalogueDocument } from '@pos/shared-types'
import {
  casterTo,
  writeDocumentSnapshot,
  type DocumentText,
  type FeedChange,
  type FeedHead,
  type FeedPort,
  type FeedReader,
} from '@pos/sync-engine'
import { DOCUMENT_CASTERS, type Entity } from './aggregates.ts'
import { isAt, type StoreRead } from './catalogue-pages.ts'
import { EVERY_STORE } from './hq-rows.ts'
import { nodeHasher } from './node-hasher.ts'
import type { SnapshotSource } from './snapshot-cache.ts'
import { TILL_ENTITIES, tillDocumentSelect } from './till-documents.ts'

const HEAD = `select c.epoch, c.version, cast(coalesce(m.value, '0') as integer) as minVersion
  from sync_cursors c left join db_meta m on m.key = 'feed_min_version'
  where c.feed = 'hq' and c.is_complete = 1`
const CHANGES = `select entity, entity_id as id, op, version, schema from sync_change
  where store_scope_key = '${EVERY_STORE}' and entity in (${TILL_ENTITIES.map((entity) => `'${entity}'`).join(', ')})`
const DOCUMENTS_PER_PAGE = 500
/** Making and reading so many takes a few milliseconds. */
const DOCUMENTS_A_TURN = 100

type DocumentRow = { readonly id: string; readonly version: number; readonly json: string }

/** Head office's feed as the store passes it on to its tills: the same versions, fewer entities and columns. */
export function tillFeed(unitOfWork: UnitOfWork<StoreTx>, ctx: Context): FeedPort {
  return { read: (work) => unitOfWork.read(ctx, (tx) => work(tillFeedReader(tx.catalog))) }
}

export function tillFeedReader(catalog: CatalogueView): FeedReader {
  return {
    head: () => catalog.prepare<FeedHead>(HEAD).get(),
    changes: (after, limit) =>
      catalog
        .prepare<FeedChange>(`${CHANGES} and version > ? order by version, entity, entity_id limit ?`)
        .all([after, limit]),
    changesAt: (version) =>
      catalog.prepare<FeedChange>(`${CHANGES} and version = ? order by entity, entity_id`).all([version]),
    documents: (entity, ids) => documents(catalog, entity, ids),
  }
}

function documents(
  catalog: CatalogueView,
  name: string,
  ids: readonly string[],
): ReadonlyMap<string, CatalogueDocument> {
  const entity = TILL_ENTITIES.find((candidate) => candidate === name)
  if (entity === undefined) return new Map()
  const text = `${tillDocumentSelect(entity)} where r.id in (select value from json_each(?))`
  const rows = catalog.prepare<DocumentRow>(text).all([JSON.stringify(ids)])
  return new Map(rows.map(({ id, json }) => [id, JSON.parse(json)]))
}

/** Snapshots for tills: documents, from one moment of the replica. */
export function tillSnapshots(unitOfWork: UnitOfWork<StoreTx>): SnapshotSource {
  return {
    keyOf: () => 'till',
    read: (ctx, schema, work) =>
      unitOfWork.read(ctx, ({ catalog }) =>
        work(tillFeedReader(catalog), ({ epoch, version }) =>
          writeDocumentSnapshot({ epoch, version }, pages(catalog, schema), nodeHasher()),
        ),
      ),
  }
}

function* pages(catalog: CatalogueView, schema: number): Generator<readonly DocumentText[]> {
  for (const entity of TILL_ENTITIES) {
    const cast = casterTo(schema, entity, DOCUMENT_CASTERS)
    for (const page of pagesOf(catalog, entity))
      yield cast === undefined
        ? page
        : page.map((text) => ({ ...text, json: JSON.stringify(cast(JSON.parse(text.json))) }))
  }
}

function* pagesOf(catalog: CatalogueView, entity: Entity): Generator<readonly DocumentText[]> {
  for (let after = ''; ;) {
    const rows = pageBehind(catalog, entity, after, DOCUMENTS_PER_PAGE)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => ({ ...row, entity }))
    after = last.id
  }
}

function pageBehind(catalog: CatalogueView, entity: Entity, after: string, limit: number): readonly DocumentRow[] {
  const text = `${tillDocumentSelect(entity)} where r.id > ? order by r.id limit ?`
  return catalog.prepare<DocumentRow>(text).all([after, limit])
}

/**
 * Hands over every document of an entity as tills are given it, and lets others work in between. False when the catalogue
 * moved on meanwhile.
 */
export async function visitTillDocuments(
  read: StoreRead,
  begun: CatalogueVersion,
  entity: Entity,
  visit: (document: CatalogueDocument) => void,
): Promise<boolean> {
  for (let after = ''; ;) {
    const rows = await read((tx) =>
      isAt(tx, begun) ? pageBehind(tx.catalog, entity, after, DOCUMENTS_A_TURN) : undefined,
    )
    if (rows === undefined) return false
    for (const { json } of rows) visit(JSON.parse(json))
    const last = rows.at(-1)
    if (last === undefined || rows.length < DOCUMENTS_A_TURN) return true
    after = last.id
    await setImmediate()
  }
}
