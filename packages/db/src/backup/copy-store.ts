import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '@pos/core'
import Database from 'better-sqlite3'
import { openConnection } from '../sqlite/connection.ts'
import { flushFile } from '../sqlite/flush-file.ts'
import { lockFolder } from '../sqlite/folder-lock.ts'
import { StartRefused } from '../start-refused.ts'

const RECORDS = 'ops.db'

/**
 * Copies a store's records as they are at one moment to `into`, also while its server sells. The copy is checked whole
 * and forced to the disk before this resolves.
 *
 * @throws StartRefused when the folder holds no store
 */
export async function copyStoreRecords(folder: string, into: string): Promise<void> {
  const path = join(folder, RECORDS)
  if (!existsSync(path)) throw new StartRefused(`There is no store in ${folder}.`)
  const copy = join(into, RECORDS)
  const source = openConnection(path, { readonly: true })
  try {
    // A snapshot of its own: without it every sale that is made meanwhile would begin the copy anew.
    source.exec('begin')
    source.prepare('select count(*) from sqlite_schema').get()
    await source.backup(copy)
  } finally {
    source.close()
  }
  assertWhole(copy)
  flushFile(copy)
}

function assertWhole(path: string): void {
  const copy = new Database(path)
  try {
    const verdict = copy.pragma('integrity_check(1)', { simple: true })
    assert(verdict === 'ok', `the copy ${path} is damaged: ${String(verdict)}`)
    const broken = copy.prepare('pragma foreign_key_check').all()
    assert(broken.length === 0, `the copy ${path} has ${broken.length} rows without their parent`)
  } finally {
    copy.close()
  }
}

const CATALOGUE = `
  insert into db_meta (key, value, updated_at) values ('catalogue_file', :number, :at)
  on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`
const MARKED = `
  insert into db_meta (key, value, updated_at) select 'lineage_marked', '1', :at from store_identity where true
  on conflict (key) do nothing`

/** Records of a store, and what stands beside them while they are at work. */
const FILES = /^(ops\.db(-wal|-shm)?|lineage\.mark)$/

/**
 * Puts records in the place of a stopped store's, which go to `aside`. The catalogue that is in the folder goes on, and
 * the server will know at its next start that its records come from elsewhere.
 *
 * @throws StartRefused when its server runs
 */
export function placeStoreRecords(from: string, folder: string, aside: string, at: number): void {
  const release = lockFolder(folder)
  try {
    const draft = join(folder, 'ops.restoring')
    copyFileSync(join(from, RECORDS), draft)
    settle(draft, catalogueIn(folder), at)
    flushFile(draft)
    for (const name of readdirSync(folder).filter((each) => FILES.test(each)))
      renameSync(join(folder, name), join(aside, name))
    renameSync(draft, join(folder, RECORDS))
    flushFile(join(folder, RECORDS))
  } finally {
    release()
  }
}

function settle(path: string, catalogue: number | undefined, at: number): void {
  const records = new Database(path)
  try {
    if (catalogue !== undefined) records.prepare(CATALOGUE).run({ number: String(catalogue), at })
    records.prepare(MARKED).run({ at })
  } finally {
    records.close()
  }
}

/** The catalogue that is there is sold from until head office gives a newer one. */
function catalogueIn(folder: string): number | undefined {
  const numbers = readdirSync(folder).flatMap((name) => /^catalog-(\d+)\.db$/.exec(name)?.[1] ?? [])
  return numbers.length === 0 ? undefined : Math.max(...numbers.map(Number))
}
