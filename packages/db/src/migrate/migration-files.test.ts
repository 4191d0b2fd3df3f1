import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@pos/testing'
import { expect, test } from 'vitest'
import { migrationsIn, migrationsOf, pendingMigrations } from './migration-files.ts'

test('migrations are read in the order of their numbers, cut at the breakpoints, and hashed as they stand', () => {
  const folder = temporaryFolder()
  const text = `create table a (x);\n--> statement-breakpoint\ncreate table b (x); -- not --> statement-breakpoint\n`
  writeFileSync(join(folder.path, '0002_second.sql'), 'select 2')
  writeFileSync(join(folder.path, '0001_first.sql'), text)
  writeFileSync(join(folder.path, 'snapshot.json'), '{}')
  expect(migrationsIn(folder.path)).toMatchObject([
    {
      name: '0001_first',
      sha256: createHash('sha256').update(text).digest('hex'),
      statements: ['create table a (x);\n', '\ncreate table b (x); -- not --> statement-breakpoint\n'],
    },
    { name: '0002_second', statements: ['select 2'] },
  ])
  folder.remove()
})

test('only what is missing is pending, also when a number was added in between', () => {
  const known = ['0001_a', '0002_b', '0003_c'].map((name) => ({ name, sha256: name, statements: [] }))
  const applied = known.filter(({ name }) => name !== '0002_b')
  expect(pendingMigrations('The database', known, applied).map(({ name }) => name)).toEqual(['0002_b'])
})

test.each(['hq', 'ops', 'catalog'] as const)('the %s database has migrations with different names', (set) => {
  const names = migrationsOf(set).map(({ name }) => name)
  expect(names.length).toBeGreaterThan(0)
  expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length)
})
