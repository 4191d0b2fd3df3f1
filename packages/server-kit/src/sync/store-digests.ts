import { setImmediate } from 'node:timers/promises'
import type { Context, UnitOfWork } from '@pos/core'
import type { CatalogueVersion, StoreTx } from '@pos/db'
import type { Digest, DigestGrain, Instant, RowMark, StoreId } from '@pos/shared-types'
import { DigestSum, OFFERED_MS, type DigestPort } from '@pos/sync-engine'
import { sha256 } from '../adapters/sha256.ts'
import { visitRows, type StoreRead } from './catalogue-pages.ts'
import { DIGESTED_TABLES, digestedTable, rowMarker, rowText } from './digested-tables.ts'
import { keepDigests } from './digest-rows.ts'
import { levelMark, saleDigest, saleMark, stockDigest, type LevelLine, type SaleLine } from './ledger-digests.ts'
import { tableName } from './replicated-columns.ts'
import { schemaHash } from './schema-hash.ts'
import { STATUS } from './store-outbox.ts'
import { namedByVariant } from './variant-names.ts'

const DAY_MS = 86_400_000
const DAYS = Math.ceil(OFFERED_MS / DAY_MS)
/** A turn of this many rows takes a few milliseconds: a sale that is rung up meanwhile waits no longer. */
const ROWS_A_TURN = 500
/** A comparison has room for so many beside the usual ones; the others follow when these are gone from the outbox. */
const MOST_OLDER_DAYS = 60

// Not the greatest there: the newest event may have been acknowledged long ago, and gone.
const LAST_SEQ = `select seq from sqlite_sequence where name = 'outbox'`
const SALES = `select event_id as eventId, lower(hex(hash)) as hash, total_minor as totalMinor,
  document_no as documentNo, (
    select group_concat(account_id || ' ' || minor, ' ' order by account_id) from (
      select account_id, sum(amount_minor) as minor from value_entries v where v.event_id = s.event_id
      group by account_id)) as redeemed
  from sales s where business_on = ?`
const SOLD_ON = `select business_on as day, max(seq) as seq from (
  select o.seq, s.business_on from outbox o join sales s on s.event_id = o.event_id
  where o.seq > ? and o.type = 'sale.completed' order by o.seq limit ${ROWS_A_TURN}) group by business_on`
const LEVELS = `select location_id as locationId, variant_id as variantId, lot_key as lotKey, on_hand_milli as quantityMilli
  from stock_levels where store_id = ? and on_hand_milli <> 0`

type Options = {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly context: () => Context
  readonly storeId: () => StoreId
}

/** What a store holds, made from its own rows in many short reads. */
export function storeDigests({ unitOfWork, context, storeId }: Options): DigestPort {
  const read: StoreRead = (work) => unitOfWork.read(context(), work)
  return {
    async sheet(kinds) {
      const begun = await read((tx) => ({ ...tx.catalog.version, ...unsent(tx) }))
      if (begun.version === 0 || begun.pending > 0) return undefined
      const catalogue = kinds.has('catalogue') ? await catalogueDigests(read, begun) : []
      const ledgers = await read((tx) => ({
        ...unsent(tx),
        stock: kinds.has('stock') ? [stockDigest(levelsOf(tx, storeId()))] : [],
      }))
      if (catalogue === undefined || ledgers.pending > 0) return undefined
      const sales = kinds.has('sales') ? await saleDigests(read, await daysAsked(read, context().at)) : []
      const { epoch, version } = begun
      return {
        epoch,
        version,
        shape: schemaHash(),
        seq: ledgers.seq,
        digests: [...catalogue, ...sales, ...ledgers.stock],
      }
    },
    rows: (sheet, grain, visit) => visitMarks(read, storeId(), sheet, grain, visit),
    keep: (sheet, compared) =>
      unitOfWork.write(context(), 'sync.digest', ({ tx, tenantId, at }) =>
        keepDigests(
          tx,
          { tenantId, scope: storeId(), at, sheet },
          compared.map((digest) => ({ ...digest, differing: namedByVariant(tx.catalog, digest.differing) })),
        ),
      ),
  }
}

function unsent(tx: StoreTx): { readonly pending: number; readonly seq: number } {
  const { pending = 0 } = tx.prepare<{ pending: number }>(STATUS).get() ?? {}
  return { pending, seq: tx.prepare<{ seq: number }>(LAST_SEQ).get()?.seq ?? 0 }
}

/** Undefined when the catalogue moved on while it was read. */
async function catalogueDigests(read: StoreRead, begun: CatalogueVersion): Promise<Digest[] | undefined> {
  const digests: Digest[] = []
  for (const table of DIGESTED_TABLES) {
    const sum = new DigestSum(sha256)
    if (!(await visitRows(read, begun, table, (values) => sum.add(rowText(values))))) return undefined
    digests.push({ kind: 'catalogue', grain: tableName(table), sumMinor: null, ...sum.result() })
  }
  return digests
}

async function visitMarks(
  read: StoreRead,
  storeId: StoreId,
  begun: CatalogueVersion,
  { kind, grain }: DigestGrain,
  visit: (mark: RowMark) => void,
): Promise<boolean> {
  if (kind === 'catalogue') {
    const table = digestedTable(grain)
    if (table === undefined) return false
    const mark = rowMarker(table)
    return visitRows(read, begun, table, (values) => visit(mark(values)))
  }
  const marks = await read((tx) =>
    kind === 'stock' ? levelsOf(tx, storeId).map(levelMark) : tx.prepare<SaleLine>(SALES).all([grain]).map(saleMark),
  )
  marks.forEach(visit)
  return true
}

/** The days that head office may still be offered, and before them those of which sales are still in the outbox. */
async function daysAsked(read: StoreRead, at: Instant): Promise<string[]> {
  const usual = daysUntil(at)
  const first = usual.at(-1) ?? ''
  const older = [...(await daysInOutbox(read))].filter((day) => day < first)
  return [...usual, ...older.toSorted().slice(0, MOST_OLDER_DAYS)]
}

/** And tomorrow, where a shop is ahead of this clock. */
function daysUntil(at: Instant): string[] {
  return Array.from({ length: DAYS + 2 }, (_, ago) => new Date(at + (1 - ago) * DAY_MS).toISOString().slice(0, 10))
}

async function daysInOutbox(read: StoreRead): Promise<ReadonlySet<string>> {
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

async function saleDigests(read: StoreRead, days: readonly string[]): Promise<Digest[]> {
  const digests: Digest[] = []
  for (const day of days) {
    digests.push(saleDigest(day, await read((tx) => tx.prepare<SaleLine>(SALES).all([day]))))
  }
  return digests
}

function levelsOf(tx: StoreTx, storeId: StoreId): LevelLine[] {
  return tx.prepare<LevelLine>(LEVELS).all([storeId])
}
