import { createHash } from 'node:crypto'
import type { Rows } from './rows.ts'

/** A digest of every table: two are equal when nothing was written in between. */
export type TableDigests = Readonly<Record<string, string>>

/** Who was heard of last is noted with every signed request, refused or not; it is no business fact. */
const CONTACTS = new Set(['sync_peers'])

/** Head office gives its stores a signed word on their rights at its own time, and counts it as a change. */
const WORDS = new Set(['permission_snapshots', 'signing_keys', 'sync_head'])

/** That something was refused is noted, and goes up at any time: what is left of these tables is the business. */
const NOTED = new Set(['audit_logs', 'audit_heads', 'audit_anchors', 'lineages'])
const BUSINESS: Readonly<Record<string, string>> = {
  sync_change: `where entity not in ('permission_snapshot', 'signing_key')`,
  outbox: `where type <> 'audit.appended'`,
  inbox: `where type <> 'audit.appended'`,
  // A store writes down every minute how long head office has been silent.
  db_meta: `where key <> 'rights_watch'`,
  aggregate_heads: `where aggregate_type <> 'audit'`,
}

/** Digests of head office's tables, from a superuser's connection. */
export async function digestHq(rows: Rows): Promise<TableDigests> {
  const tables = await rows.all(`select relname as name from pg_class where relkind = 'r'
    and relnamespace = 'public'::regnamespace order by relname`)
  return digest(
    rows,
    tables,
    (name) => `select md5(string_agg(t::text, ' ' order by t::text)) as digest, count(*) as rows
    from ${name} t ${BUSINESS[name] ?? ''}`,
  )
}

/** Digests of a store's tables. */
export async function digestStore(rows: Rows): Promise<TableDigests> {
  const tables = await rows.all(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'
    order by name`)
  return digest(rows, tables, (name) => `select * from "${name}" ${BUSINESS[name] ?? ''}`)
}

async function digest(
  rows: Rows,
  tables: readonly Record<string, unknown>[],
  statement: (name: string) => string,
): Promise<TableDigests> {
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const table = String(name)
    if ([CONTACTS, WORDS, NOTED].some((left) => left.has(table))) continue
    const found = await rows.all(statement(table))
    digests[table] = createHash('sha256').update(JSON.stringify(found)).digest('hex')
  }
  return digests
}

/** The tables in which something changed. */
export function changedTables(before: TableDigests, after: TableDigests): string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table])
}
