import { OTHER_TENANT, TEST_TENANT, testContext } from '@pos/testing'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { thingsAtHq } from '../contract/open-things.ts'
import { thing } from '../contract/unit-of-work.contract.ts'

const ours = testContext({ appContext: 'hq' })
const theirs = testContext({ appContext: 'hq', tenantId: OTHER_TENANT })
let hq: Awaited<ReturnType<typeof thingsAtHq>>
beforeAll(async () => {
  hq = await thingsAtHq()
  await hq.unitOfWork.write(ours, 'test.ours', ({ tx }) => tx.insert('things', [thing('ours')]))
  await hq.unitOfWork.write(theirs, 'test.theirs', ({ tx }) =>
    tx.insert('things', [thing('theirs', { tenantId: OTHER_TENANT })]),
  )
})
afterAll(async () => {
  await hq.close()
})

describe('row-level security alone, with no tenant in the query', () => {
  test('shows each tenant its own rows only', async () => {
    const all = sql`select name from things`
    expect(await hq.unitOfWork.read(ours, (tx) => tx.query(all))).toEqual([{ name: 'ours' }])
    expect(await hq.unitOfWork.write(theirs, 'test.all', ({ tx }) => tx.query(all))).toEqual([{ name: 'theirs' }])
  })

  test('lets nobody change, remove or add rows of another tenant', async () => {
    const changed = await hq.unitOfWork.write(ours, 'test.steal', async ({ tx }) => [
      await tx.query(sql`update things set name = 'stolen' where tenant_id = ${OTHER_TENANT} returning id`),
      await tx.query(sql`delete from things where tenant_id = ${OTHER_TENANT} returning id`),
    ])
    expect(changed).toEqual([[], []])
    const planted = hq.unitOfWork.write(ours, 'test.plant', ({ tx }) =>
      tx.insert('things', [thing('planted', { tenantId: OTHER_TENANT })]),
    )
    await expect(planted).rejects.toThrow('row-level security')
    const given = hq.unitOfWork.write(ours, 'test.give', ({ tx }) =>
      tx.query(sql`update things set tenant_id = ${OTHER_TENANT}`),
    )
    await expect(given).rejects.toThrow('row-level security')
  })
})

describe('a connection of the pool', () => {
  test('shows nothing between units, when the setting of the last one is an empty string', async () => {
    const client = new pg.Client({ connectionString: hq.urls.appUrl })
    await client.connect()
    const rows = async () => (await client.query('select name from things')).rows
    expect(await rows()).toEqual([])
    await client.query(`begin; select set_config('app.tenant', '${TEST_TENANT}', true)`)
    expect(await rows()).toEqual([{ name: 'ours' }])
    await client.query('commit')
    const { rows: stale } = await client.query(`select current_setting('app.tenant', true) as tenant`)
    expect(stale).toEqual([{ tenant: '' }])
    expect(await rows()).toEqual([])
    await client.end()
  })

  test('serves tenants in turn without mixing them', async () => {
    const readers = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? ours : theirs))
    const seen = await Promise.all(
      readers.map((ctx) => hq.unitOfWork.write(ctx, 'test.mix', ({ tx }) => tx.query(sql`select name from things`))),
    )
    expect(seen).toEqual(readers.map((ctx) => [{ name: ctx === ours ? 'ours' : 'theirs' }]))
  })
})
