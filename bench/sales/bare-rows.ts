import { statSync } from 'node:fs'
import Database from 'better-sqlite3'

type Row = Record<string, unknown>

/** Every row one sale writes, table by table. */
export type SaleRows = ReadonlyMap<string, readonly Row[]>

type Connection = Database.Database

/** What one sale costs: processor time, and pages written to the log. */
export type BareRun = { readonly perSecond: number; readonly cpuUs: number; readonly frames: number }

const FRAME_BYTES = 4096 + 24

/** What a sale inserts, and how its rows are found. */
const INSERTED = {
  sales: 'select * from sales where id = ?',
  sale_lines: 'select * from sale_lines where sale_id = ?',
  sale_line_taxes: 'select * from sale_line_taxes where sale_line_id in (select id from sale_lines where sale_id = ?)',
  payments: 'select * from payments where sale_id = ?',
  stock_movements:
    'select * from stock_movements where lot_id is null and serial_id is null and source_line_id in (select id from sale_lines where sale_id = ?)',
  outbox: `select * from outbox where aggregate_type = 'sale' and aggregate_id = ?`,
  idempotency_keys: 'select k.* from temp.answered a join idempotency_keys k on k.rowid = a.row where a.sale_id = ?',
} as const

/** Which answer tells of which sale: looked up row by row it would take minutes. */
const ANSWERED = `
  create temp table answered as
  select rowid as row, json_extract(cast(response as text), '$.id') as sale_id from idempotency_keys;
  create index temp.answered_sale on answered (sale_id)`

/** What it changes: rows that are there already. */
const CHANGED = {
  stock_levels: {
    find: `select l.* from stock_movements m
      join stock_levels l on l.store_id = m.store_id and l.location_id = m.location_id and l.variant_id = m.variant_id
      where m.lot_id is null and m.serial_id is null
        and m.source_line_id in (select id from sale_lines where sale_id = ?)`,
    update: `update stock_levels set on_hand_milli = on_hand_milli - 1, as_of_seq = :as_of_seq
      where store_id = :store_id and location_id = :location_id and variant_id = :variant_id and lot_key = ''`,
  },
  shift_totals: {
    find: 'select t.*, t.rowid as row from shift_totals t where shift_id = (select shift_id from sales where id = ?)',
    update: 'update shift_totals set amount_minor = amount_minor + 1, count = count + 1 where rowid = :row',
  },
  number_series: {
    find: 'select * from number_series where id = (select series_id from sales where id = ?)',
    update: 'update number_series set last_number = last_number + 1, last_hash = :last_hash where id = :id',
  },
} as const

const TABLES = [...Object.keys(INSERTED), ...Object.keys(CHANGED)]

/** Reads what the last `count` sales in a store's books have written. */
export function readSaleRows(path: string, count: number): SaleRows[] {
  const books = new Database(path, { readonly: true })
  books.exec(ANSWERED)
  const ids = books.prepare(`select id from sales where kind = 'sale' order by id desc limit ?`).pluck().all(count)
  const rows = ids.map((id) => {
    const finds = [
      ...Object.entries(INSERTED),
      ...Object.entries(CHANGED).map(([name, { find }]) => [name, find] as const),
    ]
    return new Map(finds.map(([table, find]) => [table, books.prepare<unknown[], Row>(find).all(id)]))
  })
  books.close()
  return rows.toReversed()
}

/**
 * A new file with the same tables and indexes, but no triggers, no foreign keys and no code: what the rows of a sale
 * cost as such, durable like the store's own.
 */
export class BareBooks {
  readonly #connection: Connection
  readonly #write: (rows: SaleRows) => void

  constructor(path: string, like: string, known: readonly SaleRows[]) {
    this.#connection = new Database(path)
    for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -32000', 'foreign_keys = OFF'])
      this.#connection.pragma(pragma)
    copySchema(this.#connection, like)
    this.#seed(known)
    this.#write = writerOf(this.#connection, known)
  }

  /** Writes sales, `group` in a commit. */
  run(sales: readonly SaleRows[], group: number): BareRun {
    this.#connection.pragma('wal_checkpoint(TRUNCATE)')
    this.#connection.pragma('wal_autocheckpoint = 0')
    const { user, system } = process.cpuUsage()
    const start = performance.now()
    for (let from = 0; from < sales.length; from += group) {
      this.#connection.exec('begin immediate')
      for (const sale of sales.slice(from, from + group)) this.#write(sale)
      this.#connection.exec('commit')
    }
    const perSecond = (sales.length * 1000) / (performance.now() - start)
    const used = process.cpuUsage()
    const frames = statSync(`${this.#connection.name}-wal`).size / FRAME_BYTES
    return {
      perSecond,
      cpuUs: (used.user + used.system - user - system) / sales.length,
      frames: frames / sales.length,
    }
  }

  close(): void {
    this.#connection.close()
  }

  #seed(sales: readonly SaleRows[]): void {
    for (const table of Object.keys(CHANGED)) {
      const rows = new Map(sales.flatMap((sale) => (sale.get(table) ?? []).map((row) => [JSON.stringify(row), row])))
      for (const { row: _, ...columns } of rows.values()) {
        const names = Object.keys(columns)
        this.#connection
          .prepare(
            `insert or ignore into ${table} (${names.join()}) values (${names.map((name) => `:${name}`).join()})`,
          )
          .run(columns)
      }
    }
  }
}

function copySchema(connection: Connection, like: string): void {
  const source = new Database(like, { readonly: true })
  const texts = source
    .prepare<unknown[], string>(
      `select sql from sqlite_schema where tbl_name in (${TABLES.map(() => '?').join()}) and type in ('table', 'index') and sql is not null`,
    )
    .pluck()
    .all(...TABLES)
  source.close()
  for (const text of texts) connection.exec(text)
}

function writerOf(connection: Connection, known: readonly SaleRows[]): (rows: SaleRows) => void {
  const steps = TABLES.flatMap((table) => {
    const sample = known.flatMap((sale) => sale.get(table) ?? [])[0]
    if (sample === undefined) return []
    const change = table in CHANGED ? CHANGED[table as keyof typeof CHANGED].update : undefined
    const names = Object.keys(sample)
    const statement = connection.prepare<unknown[]>(
      change ?? `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`,
    )
    return [{ table, run: change ? (row: Row) => statement.run(row) : (row: Row) => statement.run(Object.values(row)) }]
  })
  return (rows) => {
    for (const { table, run } of steps) for (const row of rows.get(table) ?? []) run(row)
  }
}
