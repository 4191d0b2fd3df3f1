import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'

type Value = string | number | null

/** A line of head office's snapshot: rows of one table, and the columns that are equal in all of them. */
type Lines = {
  readonly table: string
  readonly columns: readonly string[]
  readonly constants: Readonly<Record<string, Value>>
  readonly rows: readonly (readonly Value[])[]
}

/** What identifies a row beside its id, and so has a unique index. */
const UNIQUE: Readonly<Record<string, string>> = {
  products: 'code',
  product_variants: 'sku',
  barcodes: 'code',
  prices: 'variant_id, valid_from_local',
  customers: 'code',
}
const ROWS_PER_STATEMENT = 25

/**
 * The limit for a store's first copy: downloads the bytes, parses them, and inserts products, variants, barcodes,
 * prices and customers, all columns, into an empty file with a key and a unique index each. No rule, no check, no search; one
 * transaction, durable at the end.
 *
 * @returns how many rows there are
 */
export async function bareCopy(path: string, body: AsyncIterable<Uint8Array>): Promise<number> {
  for (const suffix of ['', '-journal', '-wal']) rmSync(path + suffix, { force: true })
  const file = new Database(path)
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'cache_size = -64000'])
    file.pragma(pragma)
  file.exec('begin')
  const made = new Set<string>()
  let count = 0
  for await (const line of linesOf(body)) {
    const part = JSON.parse(line) as Lines
    if (!(part.table in UNIQUE)) continue
    if (!made.has(part.table)) file.exec(tableText(part))
    made.add(part.table)
    insert(file, part)
    count += part.rows.length
  }
  for (const table of made) file.exec(`create unique index ${table}_unique on ${table} (${UNIQUE[table]})`)
  file.exec('commit')
  file.close()
  flush(path)
  return count
}

function tableText({ table, columns, constants }: Lines): string {
  const names = [...columns, ...Object.keys(constants)].filter((name) => name !== 'id')
  return `create table ${table} (id text primary key, ${names.join(', ')}) without rowid`
}

function insert(file: Database.Database, { table, columns, constants, rows }: Lines): void {
  const kept = Object.entries(constants).filter(([, value]) => value !== null)
  const row = `(${[...columns.map(() => '?'), ...kept.map(([, value]) => literal(value))].join(', ')})`
  const into = `insert into ${table} (${[...columns, ...kept.map(([name]) => name)].join(', ')}) values `
  const whole = file.prepare<unknown[]>(into + Array(ROWS_PER_STATEMENT).fill(row).join(', '))
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const some = rows.slice(from, from + ROWS_PER_STATEMENT)
    const isWhole = some.length === ROWS_PER_STATEMENT
    const statement = isWhole ? whole : file.prepare<unknown[]>(into + some.map(() => row).join(', '))
    statement.run(some.flat())
  }
}

const literal = (value: Value): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
