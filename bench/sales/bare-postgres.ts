import { join } from 'node:path'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@pos/db'
import { createLog } from '@pos/server-kit'
import pg from 'pg'

/** What head office inserts for a sale, and how its rows are found. */
const INSERTED = {
  sales: 't.id = p.id',
  sale_lines: 't.sale_id = p.id',
  sale_line_taxes: 't.sale_line_id in (select id from sale_lines l where l.sale_id = p.id)',
  payments: 't.sale_id = p.id',
  stock_movements: 't.event_id = p.event_id',
  inbox: 't.event_id = p.event_id',
  aggregate_heads: `t.aggregate_type = 'sale' and t.aggregate_id = p.id`,
} as const

const TABLES = Object.keys(INSERTED) as (keyof typeof INSERTED)[]

export type BareIngest = { readonly perSecond: number; readonly sales: number; readonly rowsOfSale: number }

/**
 * Copies the rows of sales that head office has taken in into tables of the same columns and indexes, `group` sales in a
 * commit, inside its database: no HTTP, no signature, no JSON, no trigger, no level and no total that changes. What is
 * left is what the engine needs to keep such rows durably.
 */
export async function bareIngest(hqFolder: string, count: number, group: number): Promise<BareIngest> {
  const log = createLog({ name: 'bench', level: 'error' })
  const postgres = await startEmbeddedPostgres({ folder: join(hqFolder, 'postgres'), log })
  const client = new pg.Client({ connectionString: asSuperuser(postgres) })
  await client.connect()
  try {
    await client.query(preparation(count, group))
    const columns = await columnsOf(client)
    const { rows } = await client.query<{ sales: number; batches: number; rows: number }>(`
      select (select count(*)::int from bare.picked) as sales, (select max(batch)::int + 1 from bare.picked) as batches,
        (${TABLES.map((table) => `(select count(*)::int from bare.stage_${table})`).join(' + ')}) as rows`)
    const { sales = 0, batches = 0, rows: all = 0 } = rows[0] ?? {}
    const start = performance.now()
    for (let batch = 0; batch < batches; batch += 1) await client.query(insertion(columns, batch))
    return { perSecond: (sales * 1000) / (performance.now() - start), sales, rowsOfSale: all / sales }
  } finally {
    await client.query('drop schema if exists bare cascade')
    await client.end()
    await postgres.stop()
  }
}

/** Whom no policy hides rows from. */
function asSuperuser({ superuserUrl, ownerUrl }: EmbeddedPostgres): string {
  const url = new URL(superuserUrl)
  url.pathname = new URL(ownerUrl).pathname
  return url.href
}

function preparation(count: number, group: number): string {
  const copies = TABLES.map(
    (table) => `
      create table bare.${table} (like public.${table} including defaults including indexes);
      create table bare.stage_${table} as
        select p.batch, t.* from bare.picked p join public.${table} t on ${INSERTED[table]};
      create index on bare.stage_${table} (batch);`,
  )
  return `create schema bare;
    create table bare.picked as
      select id, event_id, ((row_number() over (order by id) - 1) / ${group})::int as batch
      from (select id, event_id from sales where kind = 'sale' order by id desc limit ${count}) s;
    ${copies.join('\n')}
    analyze; checkpoint`
}

type Columns = ReadonlyMap<string, string>

async function columnsOf(client: pg.Client): Promise<Columns> {
  const { rows } = await client.query<{ name: string; columns: string }>(`
    select table_name as name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
    from information_schema.columns where table_schema = 'bare' and is_generated = 'NEVER' group by table_name`)
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

/** One commit, in one message. */
function insertion(columns: Columns, batch: number): string {
  const inserts = TABLES.map((table) => {
    const names = columns.get(table) ?? ''
    return `insert into bare.${table} (${names}) select ${names} from bare.stage_${table} where batch = ${batch};`
  })
  return `begin; ${inserts.join('\n')} commit`
}
