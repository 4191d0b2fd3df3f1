import { emptyPgDatabase, type TestDatabase } from '@pos/testing'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migration, pgMigrations, pgThings, type ThingRows } from '../contract/things-schema.ts'
import { migratePostgres } from '../migrate/migrate-postgres.ts'
import { StartRefused } from '../start-refused.ts'
import { openHq } from './hq-database.ts'

let urls: TestDatabase
beforeEach(async () => {
  urls = await emptyPgDatabase()
})
afterEach(async () => {
  await urls.drop()
})

const open = (changes: { appUrl?: string; ownerUrl?: string; migrations?: typeof pgMigrations }) =>
  openHq<ThingRows>(
    { tables: { things: pgThings }, migrations: changes.migrations ?? pgMigrations },
    { appUrl: changes.appUrl ?? urls.appUrl, ...(changes.ownerUrl && { ownerUrl: changes.ownerUrl }) },
  )
async function refusal(opening: ReturnType<typeof open>): Promise<unknown> {
  try {
    await (await opening).close()
    return 'opened'
  } catch (error) {
    return error instanceof StartRefused ? error.message : error
  }
}
async function asOwner(statement: string, url = urls.ownerUrl): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

describe('head office starts', () => {
  test('when it works as a role that row-level security binds', async () => {
    expect(await refusal(open({ ownerUrl: urls.ownerUrl }))).toBe('opened')
    expect(await refusal(open({}))).toBe('opened')
  })

  test('once, when many processes migrate at the same time', async () => {
    await Promise.all(Array.from({ length: 4 }, () => migratePostgres(urls.ownerUrl, pgMigrations)))
    expect(await refusal(open({}))).toBe('opened')
  })
})

describe('head office refuses to start', () => {
  test('as a superuser', async () => {
    await migratePostgres(urls.ownerUrl, pgMigrations)
    expect(await refusal(open({ appUrl: urls.superuserUrl }))).toMatch(/the role postgres is a superuser/)
  })

  test('as the owner', async () => {
    await migratePostgres(urls.ownerUrl, pgMigrations)
    expect(await refusal(open({ appUrl: urls.ownerUrl }))).toMatch(/the role pos_owner owns/)
  })

  test('when its role may bypass row-level security', async () => {
    await migratePostgres(urls.ownerUrl, pgMigrations)
    const role = `bypasser_${process.pid}`
    await asOwner(`create role ${role} login bypassrls password 'x'; grant pos_app to ${role}`, urls.superuserUrl)
    const appUrl = urls.appUrl.replace(/\/\/[^@]+@/, `//${role}:x@`)
    expect(await refusal(open({ appUrl }))).toMatch(/may bypass row-level security/)
    await asOwner(`revoke pos_app from ${role}; drop role ${role}`, urls.superuserUrl)
  })

  test.each([
    ['disable row level security', 'things'],
    ['no force row level security', 'things'],
  ])('when a tenant table has lost its guard by %s', async (change, table) => {
    await migratePostgres(urls.ownerUrl, pgMigrations)
    await asOwner(`alter table ${table} ${change}`)
    expect(await refusal(open({}))).toMatch(/the table things has a tenant but no forced row-level security/)
  })

  test('on a database that is older or newer than this program, or made by other migrations', async () => {
    const next = [...pgMigrations, migration('0002_next', 'select 1')]
    await migratePostgres(urls.ownerUrl, pgMigrations)
    expect(await refusal(open({ migrations: next }))).toMatch(/lacks 0002_next/)
    await migratePostgres(urls.ownerUrl, next)
    expect(await refusal(open({}))).toMatch(/newer version \(0002_next\)/)
    await expect(migratePostgres(urls.ownerUrl, pgMigrations)).rejects.toBeInstanceOf(StartRefused)
    const changed = [...pgMigrations, migration('0002_next', 'select 2')]
    expect(await refusal(open({ migrations: changed }))).toMatch(/another migration 0002_next/)
  })

  test('as a role under another name, which the grants would not reach', async () => {
    const appUrl = urls.appUrl.replace('pos_app', 'somebody')
    expect(await refusal(open({ appUrl, ownerUrl: urls.ownerUrl }))).toMatch(/must use the role pos_app/)
  })
})

test('a migration that fails half way leaves nothing of itself', async () => {
  await migratePostgres(urls.ownerUrl, pgMigrations)
  const broken = migration('0002_broken', 'create table half (a int)', 'create table things (a int)')
  await expect(migratePostgres(urls.ownerUrl, [...pgMigrations, broken])).rejects.toThrow('0002_broken failed')
  await asOwner('create table half (a int)')
})
