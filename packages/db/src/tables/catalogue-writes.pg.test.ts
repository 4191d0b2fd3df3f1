import { migratedPgDatabase, OTHER_TENANT, TEST_TENANT, type TestDatabase } from '@pos/testing'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

let urls: TestDatabase
let app: pg.Client

beforeAll(async () => {
  urls = await migratedPgDatabase()
  app = new pg.Client({ connectionString: urls.appUrl })
  await app.connect()
  for (const tenant of [TEST_TENANT, OTHER_TENANT]) {
    await app.query(`select set_config('app.tenant', $1, false)`, [tenant])
    await app.query(
      `insert into tenants (id, slug, name, state, country, currency, locale, created_at)
       values ($1, $2, 'Chain', 'active', 'ES', 'EUR', 'es', now())`,
      [tenant, `chain-${tenant}`],
    )
  }
  await app.query(`insert into users values ${user(1)}`)
  await app.query(
    `insert into user_credentials (tenant_id, id, created_at, user_id, kind, secret) values ($1, $2, now(), $3, 'totp', 's')`,
    [OTHER_TENANT, uuid(9), uuid(1)],
  )
})
beforeEach(async () => {
  await app.query('rollback')
  await app.query('begin')
  await app.query(`select set_config('app.tenant', $1, true)`, [OTHER_TENANT])
})
afterAll(async () => {
  await app.end()
  await urls.drop()
})

const uuid = (number: number) => `019cad5e-0000-7000-8000-${String(number).padStart(12, '0')}`
const user = (number: number) =>
  `('${uuid(number)}', '${OTHER_TENANT}', 1, now(), now(), null, null, 'u${number}', 'U', null, null, 'es', false, true, null, 1)`
const isDirty = async () =>
  (await app.query<{ dirty: string | null }>(`select current_setting('app.catalogue_dirty', true) as dirty`)).rows[0]
    ?.dirty === 'on'
const stamp = (...touches: object[]) =>
  app.query<{ version: string }>('select stamp_catalogue($1) as version', [JSON.stringify(touches)])

describe('a write to a versioned table', () => {
  test.each([
    ['an insert', `insert into users values ${user(2)}`, true],
    ['an update', `update users set display_name = 'V'`, true],
    ['a delete', `delete from user_credentials`, true],
    ['a changed secret', `update user_credentials set secret = 'new'`, true],
    ['a login', `update user_credentials set used_at = now(), last_step = 3`, false],
    ['an update that meets no row', `update users set display_name = 'V' where username = 'nobody'`, false],
    ['a write elsewhere', `insert into db_meta values ('k', 'v', now())`, false],
  ])('%s is noted as it should be', async (_what, statement, isNoted) => {
    await app.query(statement)
    expect(await isDirty()).toBe(isNoted)
  })

  test('is covered by a stamp after it, not by one before it', async () => {
    await app.query(`insert into users values ${user(2)}`)
    await stamp({ entity: 'user', entityId: uuid(2), op: 'U' })
    expect(await isDirty()).toBe(false)
    await app.query(`update users set display_name = 'V'`)
    expect(await isDirty()).toBe(true)
  })

  test('leaves no note for the next transaction', async () => {
    await app.query(`insert into users values ${user(2)}`)
    await app.query('rollback')
    expect(await isDirty()).toBe(false)
  })
})

describe('a stamp', () => {
  const changes = async () =>
    (await app.query('select entity, entity_id, store_scope, op, version::int, schema from sync_change')).rows

  test('gives every touch the next version, and a touch of the same thing replaces the older one', async () => {
    const [one, two] = [
      { entity: 'user', entityId: uuid(2), op: 'U' },
      { entity: 'user', entityId: uuid(2), op: 'D', storeScope: uuid(77), schema: 3 },
    ]
    expect((await stamp(one, two)).rows).toEqual([{ version: '1' }])
    expect((await stamp({ ...one, op: 'D' })).rows).toEqual([{ version: '2' }])
    expect(await changes()).toEqual([
      { entity: 'user', entity_id: uuid(2), store_scope: uuid(77), op: 'D', version: 1, schema: 3 },
      { entity: 'user', entity_id: uuid(2), store_scope: null, op: 'D', version: 2, schema: 1 },
    ])
  })

  test.each([
    ['no change', []],
    ['an operation nobody knows', [{ entity: 'user', entityId: uuid(2), op: 'X' }]],
    ['an entity without an id', [{ entity: 'user', op: 'U' }]],
  ])('with %s is refused', async (_what, touches) => {
    await expect(stamp(...touches)).rejects.toThrow(/./)
  })

  test('is for the chosen tenant, and there must be one', async () => {
    await stamp({ entity: 'user', entityId: uuid(2), op: 'U' })
    await app.query(`select set_config('app.tenant', $1, true)`, [TEST_TENANT])
    expect((await app.query('select version::int from sync_head')).rows).toEqual([{ version: 0 }])
    await app.query(`select set_config('app.tenant', '', true)`)
    await expect(stamp({ entity: 'user', entityId: uuid(2), op: 'U' })).rejects.toThrow(/has no catalogue/)
  })

  test('is the only way: the app role writes neither heads nor changes', async () => {
    await expect(app.query('update sync_head set version = 9')).rejects.toThrow(/permission denied/)
    await app.query('rollback')
    await expect(app.query(`delete from sync_change`)).rejects.toThrow(/permission denied/)
  })
})

test('a slug names its tenant before row-level security knows one', async () => {
  await app.query(`select set_config('app.tenant', '', true)`)
  const { rows } = await app.query(`select tenant_by_slug($1) as known, tenant_by_slug('nobody') as unknown`, [
    `chain-${TEST_TENANT}`,
  ])
  expect(rows).toEqual([{ known: TEST_TENANT, unknown: null }])
  expect((await app.query('select id from tenants')).rows).toEqual([])
})

describe('the search of head office', () => {
  beforeEach(async () => {
    const ref = `'${OTHER_TENANT}', 1, now(), now(), null, null`
    await app.query(`insert into tax_groups values ('${uuid(20)}', ${ref}, 'G', 'General')`)
    await app.query(`insert into departments values ('${uuid(21)}', ${ref}, 'D', 'Food', null, null, null, null)`)
    await app.query(`insert into units values ('${uuid(22)}', ${ref}, 'pc', 'piece', 'count', 0, null, 1, 1)`)
    await app.query(
      `insert into products (id, tenant_id, revision, created_at, updated_at, code, name, receipt_name, kind,
         department_id, tax_group_id, base_unit_id, tracking, has_expiry, is_weighed, is_open_price, is_discountable,
         is_returnable, assortment, is_on_web, status)
       values ($1, $2, 1, now(), now(), 'P1', 'Jamón ibérico', 'JAM', 'goods', $3, $4, $5, 'none', false, false, false,
         true, true, 'all', false, 'active')`,
      [uuid(30), OTHER_TENANT, uuid(21), uuid(20), uuid(22)],
    )
    await app.query(`insert into product_texts values ($1, $2, 'en', 'Iberian ham', 'HAM', null)`, [
      OTHER_TENANT,
      uuid(30),
    ])
    await app.query(
      `insert into product_variants (id, tenant_id, revision, created_at, updated_at, product_id, sku, position, status)
       values ($1, $2, 1, now(), now(), $3, 'SKU-100', 0, 'active')`,
      [uuid(31), OTHER_TENANT, uuid(30)],
    )
  })
  const found = async (words: string) =>
    (await app.query<{ id: string }>('select search_products($1) as id', [words])).rows.map(({ id }) => id)

  test.each(['JAMÓN', 'jamon', 'iber jam', 'iberian', 'sku-1', 'SKU 10', 'p1'])(
    'finds a product by %s',
    async (words) => {
      expect(await found(words)).toEqual([uuid(30)])
    },
  )

  test.each(['jamon queso', 'amon', '', `' & | !`])('finds nothing by "%s"', async (words) => {
    expect(await found(words)).toEqual([])
  })

  test('does not see what another tenant sells', async () => {
    await app.query(`select set_config('app.tenant', $1, true)`, [TEST_TENANT])
    expect(await found('jamon')).toEqual([])
  })
})
