import type { SqliteSession } from './session.ts'

type Ops = Pick<SqliteSession<unknown>, 'prepare'>

const KEY = 'catalogue_file'

/** Which catalogue file is the current one; undefined in a store that never had one. */
export function readCurrentCatalogue(ops: Ops): number | undefined {
  const row = ops.prepare<{ value: string }>('select value from db_meta where key = ?').get([KEY])
  return row === undefined ? undefined : Number(row.value)
}

/** Names the current catalogue file. It takes effect with the commit of the unit it runs in. */
export function recordCurrentCatalogue(ops: Ops, number: number, now: number): void {
  ops
    .prepare(
      `insert into db_meta (key, value, updated_at) values (?, ?, ?)
       on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    )
    .run([KEY, String(number), now])
}
