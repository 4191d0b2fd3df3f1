import { setImmediate } from 'node:timers/promises'
import type { Context, UnitOfWork } from '@pos/core'
import type { CatalogueVersion, StoreTx } from '@pos/db'
import type { Digest, Instant, StoreId } from '@pos/shared-types'
import { DigestSum, OFFERED_MS, type DigestPort } from '@pos/sync-engine'
import { sha256 } from '../adapters/sha256.ts'
import type { ReplicatedTable } from './aggregates.ts'
import { DIGESTED_TABLES, digestedColumns, rowText } from './digested-tables.ts'
import { keepDigests } from './digest-rows.ts'
import { saleDigest, stockDigest, type LevelLine, type SaleLine } from './ledger-digests.ts'
import { quoted } from './replica-rows.ts'
import { tableName } from './replicated-columns.ts'
import { STATUS } from './store-outbox.ts'

const DAY_MS = 86_400_000
const DAYS = Math.ceil(OFFERED_MS / DAY_MS)
/** A turn of this many rows takes a few milliseconds: a sale that is rung up meanwhile waits no longer. */
const ROWS_A_TURN = 500
/** A comparison has room for so many beside the usual ones; the others follow when these are gone from the outbox. */
const MOST_OLDER_DAYS = 60

// Not the greatest there: the newest event may have been acknowledged long ago, and gone.
const LAST_SEQ = `select seq from sqlite_sequence where name = 'outbox'`
const SALES = `select event_id as eventId, lower(hex(hash)) as hash, total_minor as totalMinor from sales
  where business_on = ?`
const SOLD_ON = `select business_on as day, max(seq) as seq from (
  select o.seq, s.business_on from outbox o join sales s on s.event_id = o.event_id
  where o.seq > ? and o.type = 'sale.completed' order by o.seq limit ${ROWS_A_TURN}) group by business_on`
const LEVELS = `select location_id as locationId, variant_id as variantId, lot_key as lotKey, on_hand_milli as quantityMilli
  from stock_levels where store_id = ? and on_hand_milli <> 0`
const KEY = 'select name from pragma_table_info(?) where pk > 0 order by pk'

type Options = {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly context: () => Context
  readonly storeId: () => StoreId
}
type Read = <Result>(work: (tx: StoreTx) => Result) => Promise<Result>
type Row = Readonly<Record<string, string | number | null>>

/** What a store holds, made from its own rows in many short reads. */
export function storeDigests({ unitOfWork, context, storeId }: Options): DigestPort {
  const read: Read = (work) => unitOfWork.read(context(), work)
  return {
    async sheet() {
      const begun = await read((tx) => ({ ...tx.catalog.version, ...unsent(tx) }))
      if (begun.version === 0 || begun.pending > 0) return undefined
      const catalogue = await catalogueDigests(read, begun)
      const ledgers = await read((tx) => ({ ...unsent(tx), stock: stockDigest(levelsOf(tx, storeId())) }))
      if (catalogue === undefined || ledgers.pending > 0) return undefined
      const days = await daysAsked(read, context().at)
      const digests = [...catalogue, ...(await saleDigests(read, days)), ledgers.stock]
      return { epoch: begun.epoch, version: begun.version, seq: ledgers.seq, digests }
    },
    keep: (sheet, compared) =>
      unitOfWork.write(context(), 'sync.digest', ({ tx, tenantId, at }) =>
        keepDigests(tx, { tenantId, storeId: storeId(), at, sheet }, compared),
      ),
  }
}

function unsent(tx: StoreTx): { readonly pending: number; readonly seq: number } {
  const { pending = 0 } = tx.prepare<{ pending: number }>(STATUS).get() ?? {}
  return { pending, seq: tx.prepare<{ seq: number }>(LAST_SEQ).get()?.seq ?? 0 }
}

/** Undefined when the catalogue moved on while it was read. */
async function catalogueDigests(read: Read, begun: CatalogueVersion): Promise<Digest[] | undefined> {
  const digests: Digest[] = []
  for (const table of DIGESTED_TABLES) {
    const sum = new DigestSum(sha256)
    const pages = await pagesOf(read, table)
    for (let after: Row | undefined; ;) {
      const page = await read((tx) => (isAt(tx, begun) ? pages(tx, after) : undefined))
      if (page === undefined) return undefined
      for (const row of page.rows) sum.add(row)
      if (page.last === undefined) break
      after = page.last
      await setImmediate()
    }
    digests.push({ kind: 'catalogue', grain: tableName(table), sumMinor: null, ...sum.result() })
  }
  return digests
}

const isAt = ({ catalog }: StoreTx, { epoch, version }: CatalogueVersion) =>
  catalog.version.epoch === epoch && catalog.version.version === version

type Page = { readonly rows: readonly string[]; readonly last: Row | undefined }

/** Reads a table in the order of its key, a page behind the last row of the one before. */
async function pagesOf(read: Read, table: ReplicatedTable): Promise<(tx: StoreTx, after: Row | undefined) => Page> {
  const name = tableName(table)
  const own = await read((tx) => tx.catalog.prepare<{ name: string }>(KEY).all([name]))
  const key = own.length === 0 ? [{ name: 'rowid' }] : own
  const keys = key.map((column) => quoted(column.name)).join(', ')
  const columns = digestedColumns(table)
  const selected = [...new Set([...columns, ...key.map((column) => column.name)])].map((column) => quoted(column))
  const behind = `where (${keys}) > (${key.map(() => '?').join(', ')})`
  const text = (where: string) =>
    `select ${selected.join(', ')} from ${quoted(name)} ${where} order by ${keys} limit ${ROWS_A_TURN}`
  return ({ catalog }, after) => {
    const rows = catalog
      .prepare<Row>(text(after === undefined ? '' : behind))
      .all(after === undefined ? [] : key.map((column) => after[column.name]))
    return {
      rows: rows.map((row) => rowText(columns.map((column) => row[column] ?? null))),
      last: rows.length < ROWS_A_TURN ? undefined : rows.at(-1),
    }
  }
}

/** The days that head office may still be offered, and before them those of which sales are still in the outbox. */
async function daysAsked(read: Read, at: Instant): Promise<string[]> {
  const usual = daysUntil(at)
  const first = usual.at(-1) ?? ''
  const older = [...(await daysInOutbox(read))].filter((day) => day < first)
  return [...usual, ...older.toSorted().slice(0, MOST_OLDER_DAYS)]
}

/** And tomorrow, where a shop is ahead of this clock. */
function daysUntil(at: Instant): string[] {
  return Array.from({ length: DAYS + 2 }, (_, ago) => new Date(at + (1 - ago) * DAY_MS).toISOString().slice(0, 10))
}

async function daysInOutbox(read: Read): Promise<ReadonlySet<string>> {
  const days = new Set<string>()
  for (let after = 0; ;) {
    const found = await read((tx) => tx.prepare<{ day: string; seq: number }>(SOLD_ON).all([after]))
    if (found.length === 0) return days
    for (const { day, seq } of found) {
      days.add(day)
      after = Math.max(after, seq)
    }
    await setImmediate()
  }
}

async function saleDigests(read: Read, days: readonly string[]): Promise<Digest[]> {
  const digests: Digest[] = []
  for (const day of days) {
    digests.push(saleDigest(day, await read((tx) => tx.prepare<SaleLine>(SALES).all([day]))))
  }
  return digests
}

function levelsOf(tx: StoreTx, storeId: StoreId): LevelLine[] {
  return tx.prepare<LevelLine>(LEVELS).all([storeId])
}
