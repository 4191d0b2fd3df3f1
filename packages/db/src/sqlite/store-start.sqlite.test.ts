import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder, testContext } from '@pos/testing'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { storeSchema, openThingsStore } from '../contract/open-things.ts'
import { migration, type ThingRows } from '../contract/things-schema.ts'
import { thing } from '../contract/unit-of-work.contract.ts'
import { StartRefused } from '../start-refused.ts'
import { storeDamage } from './store-damage.ts'
import { openStore } from './store-database.ts'

const ctx = testContext()
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => {
  folder.remove()
})

const openWith = (...more: ReturnType<typeof migration>[]) =>
  openStore<ThingRows, Record<never, never>>(
    { ...storeSchema, ops: { ...storeSchema.ops, migrations: [...storeSchema.ops.migrations, ...more] } },
    { folder: folder.path, clock: { now: () => 1 }, checkpointEveryMs: 0 },
  )
const refusal = (open: Promise<unknown>) =>
  open.then(
    () => 'opened',
    (error: unknown) => (error instanceof StartRefused ? error.message : error),
  )

describe('a folder', () => {
  test('belongs to one open store, in this process and in any other', async () => {
    const store = await openThingsStore(folder.path)
    expect(await refusal(openThingsStore(folder.path))).toMatch(/open in another process: stop that one first\.$/)
    const script = fileURLToPath(new URL('../contract/crash-writer.ts', import.meta.url))
    const other = spawnSync(process.execPath, [script, folder.path], { encoding: 'utf8', timeout: 10_000 })
    expect(other.stderr).toContain('open in another process')
    await store.close()
    const again = await openThingsStore(folder.path)
    await again.close()
  })

  test('that is a file is refused without harm', async () => {
    const path = join(folder.path, 'file')
    writeFileSync(path, 'mine')
    await expect(openThingsStore(path)).rejects.toThrow('EEXIST')
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })
})

describe('a store made by another version', () => {
  test('is brought up to date after a backup that can be read', async () => {
    const old = await openWith()
    await old.unitOfWork.write(ctx, 'test.old', ({ tx }) => tx.insert('things', [thing('old')]))
    await old.close()
    const store = await openWith(migration('0002_colour', 'alter table things add column colour text'))
    const rows = await store.unitOfWork.read(ctx, (tx) => tx.prepare('select name, colour from things').all())
    expect(rows).toEqual([{ name: 'old', colour: null }])
    await store.close()
    const backup = new Database(join(folder.path, 'ops.db.before-0002_colour'), { readonly: true })
    expect(backup.prepare('select name from things').pluck().all()).toEqual(['old'])
    backup.close()
  })

  test('is refused when it is newer', async () => {
    await (await openWith(migration('0002_colour', 'alter table things add column colour text'))).close()
    expect(await refusal(openWith())).toMatch(/written by a newer version \(0002_colour\): start that version\.$/)
  })

  test('is refused when a migration has changed since', async () => {
    await (await openWith(migration('0002_colour', 'alter table things add column colour text'))).close()
    const changed = migration('0002_colour', 'alter table things add column color text')
    expect(await refusal(openWith(changed))).toMatch(/another migration 0002_colour/)
  })

  test('keeps its data when a migration fails half way', async () => {
    await (await openWith()).close()
    const broken = migration('0002_broken', 'alter table things add column colour text', 'drop table absent')
    await expect(openWith(broken)).rejects.toThrow(/no such table/)
    const store = await openWith()
    const columns = await store.unitOfWork.read(ctx, (tx) =>
      tx.prepare<{ name: string }>('pragma table_info(things)').all(),
    )
    expect(columns.map(({ name }) => name)).not.toContain('colour')
    await store.close()
  })

  test('is refused a migration that leaves rows without their parent', async () => {
    const old = await openWith()
    await old.unitOfWork.write(ctx, 'test.part', ({ tx }) => {
      const row = thing('whole')
      tx.insert('things', [row])
      tx.prepare('insert into parts (thing_id) values (?)').run([row.id])
    })
    await old.close()
    await expect(openWith(migration('0002_purge', 'delete from things'))).rejects.toThrow('without their parent')
  })
})

test('a damaged file is refused with what to do', async () => {
  const store = await openThingsStore(folder.path)
  await store.unitOfWork.write(ctx, 'test.fill', ({ tx }) =>
    tx.insert(
      'things',
      Array.from({ length: 2000 }, (_, n) => thing(`thing ${n}`)),
    ),
  )
  await store.close()
  const path = join(folder.path, 'ops.db')
  const bytes = readFileSync(path)
  bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 8192)
  writeFileSync(path, bytes)
  expect(await refusal(openThingsStore(folder.path))).toMatch(/is damaged .*: restore the latest backup\.$/)
  expect(storeDamage(folder.path)).toMatch(/is damaged .*: stop its server and restore the latest backup\.$/)
})

test('a sound file is found sound while its store works', async () => {
  const store = await openThingsStore(folder.path)
  await store.unitOfWork.write(ctx, 'test.fill', ({ tx }) => tx.insert('things', [thing('sound')]))
  expect(storeDamage(folder.path)).toBeUndefined()
  await store.close()
})

/** Root may write everything, and another user could not even read a clone that is its owner's alone. */
const withoutPrivilege =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override'] : []

/** What somebody who is bound by the rights of files is told who opens the store. */
function toldWhenBound(): string {
  const script = fileURLToPath(new URL('../contract/crash-writer.ts', import.meta.url))
  const [command, ...args] = [...withoutPrivilege, process.execPath, script, folder.path]
  return spawnSync(command, args, { encoding: 'utf8', timeout: 10_000 }).stderr
}

test('a store whose files this user may not write does not start, and says so in one sentence', async () => {
  const store = await openThingsStore(folder.path)
  await store.close()
  for (const name of readdirSync(folder.path)) chmodSync(join(folder.path, name), 0o444)
  chmodSync(folder.path, 0o555)
  const told = toldWhenBound()
  chmodSync(folder.path, 0o755)
  expect(told).toMatch(/StartRefused: The folder .* cannot be written: give this user the right to/)
})

test('a store whose records alone may not be written does not start either', async () => {
  const store = await openThingsStore(folder.path)
  await store.close()
  chmodSync(join(folder.path, 'ops.db'), 0o444)
  expect(toldWhenBound()).toMatch(/StartRefused: The folder .* cannot be written: give this user the right to/)
})

test('closing waits for what was accepted, refuses what comes later, and leaves no log behind', async () => {
  const heard: string[] = []
  const store = await openThingsStore(folder.path, {
    onCommitted: (events) => void heard.push(...events.map((e) => e.name)),
  })
  const accepted = store.unitOfWork.write(ctx, 'test.last', async (unit) => {
    await new Promise((resolve) => setImmediate(resolve))
    unit.emitAfterCommit({ name: 'last', payload: {} })
    return 'kept'
  })
  const closing = store.close()
  await expect(store.unitOfWork.write(ctx, 'test.late', () => 'lost')).rejects.toThrow('closed')
  await expect(store.unitOfWork.read(ctx, () => 'lost')).rejects.toThrow('closed')
  expect(await accepted).toBe('kept')
  await closing
  expect(heard).toEqual(['last'])
  expect(readdirSync(folder.path).filter((name) => name.endsWith('-wal'))).toEqual([])
})
