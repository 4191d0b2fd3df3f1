import { DomainError, type Context } from '@pos/core'
import { anyOf, type HqTx } from '@pos/db'
import {
  ENTITY_SCHEMA,
  type Digest,
  type DigestGrain,
  type DigestSheet,
  type RowMark,
  type StoredValue,
} from '@pos/shared-types'
import { DigestSum, type SnapshotRows } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { sha256 } from '../adapters/sha256.ts'
import { DIGESTED_TABLES, digestedColumns, digestedTable, rowMarker, rowText } from './digested-tables.ts'
import { hqFeedReader } from './hq-feed.ts'
import { hqSnapshotRows, hqTableRows } from './hq-snapshot-rows.ts'
import { storeOf } from './ingest-rows.ts'
import { levelMark, saleDigest, saleMark, stockDigest, type LevelLine, type SaleLine } from './ledger-digests.ts'
import { tableName } from './replicated-columns.ts'
import { schemaHash } from './schema-hash.ts'

/**
 * What head office holds of the things a store asks about, made from its own rows: the catalogue as it gives it to the
 * store, if both are at one version and of one release; the sales of each day; the stock as the sum of all movements.
 */
export async function hqDigests(tx: HqTx, ctx: Context, asked: DigestSheet): Promise<Digest[]> {
  const days = asked.digests.flatMap(({ kind, grain }) => (kind === 'sales' ? [grain] : []))
  const asks = (kind: Digest['kind']) => asked.digests.some((digest) => digest.kind === kind)
  return [
    ...(asks('catalogue') && (await isAtHead(tx, ctx, asked)) ? await catalogueDigests(tx, ctx) : []),
    ...(await saleDigests(tx, ctx, days)),
    ...(asks('stock') ? [stockDigest(await levelsOf(tx, ctx))] : []),
  ]
}

/**
 * Hands over every row head office holds of one thing that differs; false for a catalogue that is at another version,
 * or has no such table here.
 */
export async function visitHqRows(
  tx: HqTx,
  ctx: Context,
  { kind, grain, ...asked }: DigestGrain & Standing,
  visit: (mark: RowMark) => void,
): Promise<boolean> {
  if (kind === 'stock') (await levelsOf(tx, ctx)).map(levelMark).forEach(visit)
  if (kind === 'sales') (await salesOf(tx, ctx, [grain])).map(saleMark).forEach(visit)
  if (kind !== 'catalogue') return true
  const table = digestedTable(grain)
  if (table === undefined || !(await isAtHead(tx, ctx, asked))) return false
  const [columns, mark] = [digestedColumns(table), rowMarker(table)]
  for await (const rows of hqTableRows(tx, ctx, table)) {
    for (const values of wholeRows(rows, columns)) visit(mark(values))
  }
  return true
}

type Standing = Pick<DigestSheet, 'epoch' | 'version' | 'shape'>

/** A store of a release that says nothing of its documents is taken to keep those of today. */
async function isAtHead(tx: HqTx, ctx: Context, { epoch, version, shape }: Standing): Promise<boolean> {
  if (shape !== undefined && shape !== schemaHash()) return false
  const head = await hqFeedReader(tx, ctx).head()
  return head?.epoch === epoch && head.version === version
}

async function catalogueDigests(tx: HqTx, ctx: Context): Promise<Digest[]> {
  const sums = new Map(DIGESTED_TABLES.map((table) => [tableName(table), new DigestSum(sha256)]))
  const columns = new Map(DIGESTED_TABLES.map((table) => [tableName(table), digestedColumns(table)]))
  for await (const rows of hqSnapshotRows(tx, ctx, ENTITY_SCHEMA)) {
    const sum = sums.get(rows.table)
    for (const values of wholeRows(rows, columns.get(rows.table) ?? [])) sum?.add(rowText(values))
  }
  return [...sums].map(([grain, sum]) => ({ kind: 'catalogue', grain, sumMinor: null, ...sum.result() }))
}

/** Rows of a snapshot with the columns that are equal in all of them put back. */
function* wholeRows({ columns, constants, rows }: SnapshotRows, wanted: readonly string[]): Generator<StoredValue[]> {
  const places = wanted.map((name) => columns.indexOf(name))
  for (const row of rows) {
    yield wanted.map((name, at) => (places[at] === -1 ? constants[name] : row[places[at] ?? 0]) ?? null)
  }
}

type DayLine = SaleLine & { readonly day: string }

async function saleDigests(tx: HqTx, ctx: Context, days: readonly string[]): Promise<Digest[]> {
  const byDay = Map.groupBy(await salesOf(tx, ctx, days), ({ day }) => day)
  return days.map((day) => saleDigest(day, byDay.get(day) ?? []))
}

/** @throws DomainError VALIDATION_FAILED when a day is none */
async function salesOf(tx: HqTx, ctx: Context, days: readonly string[]): Promise<readonly DayLine[]> {
  if (!days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))) throw new DomainError('VALIDATION_FAILED')
  if (days.length === 0) return []
  return tx.query<DayLine>(sql`
    select business_on::text as day, event_id as "eventId", encode(hash, 'hex') as hash, total_minor as "totalMinor",
      document_no as "documentNo", (
        select string_agg(account_id || ' ' || minor, ' ' order by account_id) from (
          select account_id, sum(amount_minor) as minor from value_entries v
          where v.tenant_id = s.tenant_id and v.event_id = s.event_id group by account_id) redeemed) as redeemed
    from sales s where tenant_id = ${ctx.tenantId} and store_id = ${storeOf(ctx)}
      and business_on = ${anyOf('date', days)}`)
}

async function levelsOf(tx: HqTx, ctx: Context): Promise<readonly LevelLine[]> {
  return tx.query<LevelLine>(sql`
    select location_id as "locationId", variant_id as "variantId", coalesce(lot_id::text, '') as "lotKey",
      sum(quantity_milli)::bigint as "quantityMilli"
    from stock_movements where tenant_id = ${ctx.tenantId} and store_id = ${storeOf(ctx)}
    group by 1, 2, 3 having sum(quantity_milli) <> 0`)
}
