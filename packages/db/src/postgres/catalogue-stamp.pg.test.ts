import { InvariantError } from '@pos/core'
import { OTHER_TENANT, sequentialIds, TEST_TENANT, testContext, testHqDatabase } from '@pos/testing'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { HqRows } from '../tables/index.ts'
import type { HqTx } from '../tx.ts'

const ctx = testContext({ appContext: 'hq' })
const ids = sequentialIds(2)
let hq: Awaited<ReturnType<typeof testHqDatabase>>
beforeAll(async () => {
  hq = await testHqDatabase()
  await hq.database.unitOfWork.write(ctx, 'test.tenant', async ({ tx }) => {
    await tx.insert('tenants', [tenant(TEST_TENANT)])
    tx.touch('tenant', TEST_TENANT)
  })
})
afterAll(async () => {
  await hq.remove()
})

const tenant = (id: string): HqRows['tenants'] => ({
  id,
  slug: id,
  name: 'Chain',
  state: 'active',
  country: 'US',
  currency: 'USD',
  locale: 'en',
  createdAt: ctx.at,
})
const addUnit = (tx: HqTx, id: string) =>
  tx.insert('units', [{ id, code: id, name: 'piece', dimension: 'count', decimals: 0, factorNum: 1, factorDen: 1 }], {
    tenantId: TEST_TENANT,
    revision: 1,
    createdAt: ctx.at,
    updatedAt: ctx.at,
  })
const head = async () =>
  (await hq.database.unitOfWork.read(ctx, (tx) => tx.query<{ version: number }>(sql`select version from sync_head`)))[0]
    ?.version

describe('a unit that changes the catalogue', () => {
  test('gives everything it touched one version, which other processes hear of', async () => {
    const heard: unknown[] = []
    const stop = await hq.database.listen('catalogue', (payload) => heard.push(payload))
    const before = (await head()) ?? 0
    const [a, b] = [ids.next(), ids.next()]
    await hq.database.unitOfWork.write(ctx, 'test.units', async ({ tx }) => {
      await addUnit(tx, a)
      await addUnit(tx, b)
      tx.touch('unit', a)
      tx.touch('unit', b)
      tx.touch('unit', a)
    })
    const changes = await hq.database.unitOfWork.read(ctx, (tx) =>
      tx.query(sql`select entity_id, op, version from sync_change where entity = 'unit' order by entity_id`),
    )
    expect(changes).toEqual([a, b].map((id) => ({ entity_id: id, op: 'U', version: before + 1 })))
    expect(await head()).toBe(before + 1)
    await vi.waitFor(() => expect(heard).toEqual([`${TEST_TENANT}:${before + 1}:unit`]))
    stop()
  })

  test('and touches nothing is refused, because no store would ever hear of it', async () => {
    const before = await head()
    const id = ids.next()
    const silent = hq.database.unitOfWork.write(ctx, 'units.silent', ({ tx }) => addUnit(tx, id))
    await expect(silent).rejects.toThrow(InvariantError)
    await expect(silent).rejects.toThrow('units.silent changed catalogue rows without a touch')
    const found = await hq.database.unitOfWork.read(ctx, (tx) => tx.query(sql`select 1 from units where id = ${id}`))
    expect(found).toEqual([])
    expect(await head()).toBe(before)
  })

  test('and fails takes no version and tells nobody', async () => {
    const heard: unknown[] = []
    const stop = await hq.database.listen('catalogue', (payload) => heard.push(payload))
    const before = (await head()) ?? 0
    const failing = hq.database.unitOfWork.write(ctx, 'test.failing', async ({ tx }) => {
      const id = ids.next()
      await addUnit(tx, id)
      tx.touch('unit', id)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    const id = ids.next()
    await hq.database.unitOfWork.write(ctx, 'test.next', async ({ tx }) => {
      await addUnit(tx, id)
      tx.touch('unit', id)
    })
    await vi.waitFor(() => expect(heard).toEqual([`${TEST_TENANT}:${before + 1}:unit`]))
    stop()
  })

  test('of another tenant is refused', async () => {
    const foreign = hq.database.unitOfWork.write(ctx, 'test.foreign', async ({ tx }) => {
      await tx.insert('tenants', [tenant(OTHER_TENANT)])
      tx.touch('tenant', OTHER_TENANT)
    })
    await expect(foreign).rejects.toThrow('row-level security')
  })
})

test('a listener that lost its connection listens again and is told of the gap', async () => {
  const heard: unknown[] = []
  const stop = await hq.database.listen('catalogue', (payload) => heard.push(payload))
  const admin = new pg.Client({ connectionString: hq.urls.superuserUrl })
  await admin.connect()
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'pos notifications'`)
  await vi.waitFor(() => expect(heard).toEqual([undefined]), { timeout: 5000 })
  await admin.query(`notify catalogue, 'after the gap'`)
  await vi.waitFor(() => expect(heard).toEqual([undefined, 'after the gap']))
  await admin.end()
  stop()
})
