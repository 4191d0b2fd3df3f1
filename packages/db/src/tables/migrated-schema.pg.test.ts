import { migratedPgDatabase, type TestDatabase } from '@pos/testing'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hqTables } from './index.ts'

let urls: TestDatabase
let client: pg.Client
const declared = Object.values<PgTable>(hqTables).map((table) => getTableConfig(table))

/** Indexes of the hand-written migrations, which no declaration can express. */
const WRITTEN_BY_HAND = ['product_texts_search', 'product_variants_search', 'products_search']
/** What belongs to every tenant alike. */
const WITHOUT_TENANT = ['currencies', 'db_meta', 'permissions', 'tenants']

beforeAll(async () => {
  urls = await migratedPgDatabase()
  client = new pg.Client({ connectionString: urls.superuserUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await urls.drop()
})

async function rowsOf<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(text, values)).rows
}

const namesOf = async (text: string, values: unknown[] = []) =>
  (await rowsOf<{ name: string }>(text, values)).map(({ name }) => name)

const TABLES = `select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'`

describe('the migrated database of head office', () => {
  test('holds the declared tables and no other', async () => {
    expect(await namesOf(`${TABLES} order by 1`)).toEqual(declared.map(({ name }) => name).toSorted())
  })

  test.each(declared.map((config) => [config.name, config] as const))('has %s as declared', async (name, config) => {
    expect(
      await rowsOf(
        `select a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "isRequired",
           a.atthasdef as "hasDefault"
         from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
        [name],
      ),
    ).toEqual(
      config.columns.map((column) => ({
        column: column.name,
        type: column.getSQLType().replace('timestamp (3)', 'timestamp(3)'),
        isRequired: column.notNull || isInKey(config, column.name),
        hasDefault: column.default !== undefined,
      })),
    )
    expect(await constraintsOf(name)).toEqual(declaredConstraints(config))
    expect(
      await namesOf(
        `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
         where i.indrelid = $1::regclass and c.relname <> all ($2)
           and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
         order by 1`,
        [name, WRITTEN_BY_HAND],
      ),
    ).toEqual(config.indexes.map((index) => index.config.name ?? '').toSorted())
  })
})

type Config = (typeof declared)[number]

const isInKey = (config: Config, column: string) =>
  config.primaryKeys.some((key) => key.columns.some(({ name }) => name === column))

/** Keys, references and checks: kind, columns in order, the table referred to; checks by name. */
async function constraintsOf(table: string): Promise<string[]> {
  const found = await namesOf(
    `select case k.contype when 'c' then 'c ' || k.conname else
       concat_ws(' ', k.contype, (select string_agg(a.attname, ',' order by p.at) from unnest(k.conkey) with ordinality p (num, at)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.num), nullif(k.confrelid, 0)::regclass::text) end as name
     from pg_constraint k where k.conrelid = $1::regclass and k.contype in ('p', 'u', 'f', 'c')`,
    [table],
  )
  return found.toSorted()
}

function declaredConstraints({ primaryKeys, uniqueConstraints, foreignKeys, checks }: Config): string[] {
  const listed = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name).join(',')
  return [
    ...primaryKeys.map(({ columns }) => `p ${listed(columns)}`),
    ...uniqueConstraints.map(({ columns }) => `u ${listed(columns)}`),
    ...foreignKeys
      .map((key) => key.reference())
      .map(({ columns, foreignTable }) => `f ${listed(columns)} ${getTableConfig(foreignTable).name}`),
    ...checks.map(({ name }) => `c ${name}`),
  ].toSorted()
}

describe('tenants are kept apart', () => {
  test('by a tenant in every row that is not for all of them', async () => {
    expect(
      await namesOf(`${TABLES} and not exists (select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) order by 1`),
    ).toEqual(WITHOUT_TENANT)
  })

  test('by forced row-level security with a check on what is read and on what is written', async () => {
    const own = (column: string) => `(${column} = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)`
    const policies = await rowsOf<{ table: string; using: string; check: string }>(
      `select c.relname as table, pg_get_expr(p.polqual, c.oid) as using, pg_get_expr(p.polwithcheck, c.oid) as check
       from pg_policy p join pg_class c on c.oid = p.polrelid
       where p.polname = 'tenant_isolation' and c.relrowsecurity and c.relforcerowsecurity order by 1`,
    )
    const guarded = declared
      .map(({ name }) => name)
      .filter((name) => name === 'tenants' || !WITHOUT_TENANT.includes(name))
    expect(policies).toEqual(
      guarded.toSorted().map((table) => {
        const condition = own(table === 'tenants' ? 'id' : 'tenant_id')
        return { table, using: condition, check: condition }
      }),
    )
  })

  test('by the tenant at the head of every key and index', async () => {
    expect(
      await namesOf(
        `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
         left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
           and c.relname <> 'schema_migrations' and a.attname is distinct from 'tenant_id' order by 1`,
        [WITHOUT_TENANT],
      ),
    ).toEqual(WRITTEN_BY_HAND)
  })

  test('by the tenant in every reference between their rows', async () => {
    expect(
      await namesOf(
        `select k.conname as name from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
         where k.contype = 'f' and a.attname <> 'tenant_id' order by 1`,
      ),
    ).toEqual(['role_permissions_permission_fk'])
  })
})

describe('the app role', () => {
  const FACTS = [
    'cash_movements',
    'payments',
    'sale_line_discounts',
    'sale_line_taxes',
    'sale_lines',
    'sales',
    'stock_movements',
    'z_reports',
  ]
  const may = (privilege: string) =>
    namesOf(`${TABLES} and has_table_privilege('pos_app', c.oid, $1) order by 1`, [privilege])

  test('reads every table', async () => {
    expect(await may('SELECT')).toEqual(declared.map(({ name }) => name).toSorted())
  })

  test('neither changes nor deletes a fact, a projection, or what all tenants share', async () => {
    const kept = [...FACTS, 'currencies', 'permissions', 'returnable_lines', 'stock_levels', 'sync_change', 'sync_head']
    const [updatable, deletable] = [await may('UPDATE'), await may('DELETE')]
    expect(kept.filter((table) => updatable.includes(table) || deletable.includes(table))).toEqual([])
  })

  test('gives no version but through the stamping function', async () => {
    const insertable = await may('INSERT')
    expect(
      insertable.filter((table) => table.startsWith('sync_') && !['sync_peers', 'sync_digests'].includes(table)),
    ).toEqual([])
    expect(await rowsOf(`select has_function_privilege('pos_app', 'stamp_catalogue(json)', 'EXECUTE') as may`)).toEqual(
      [{ may: true }],
    )
  })

  test('truncates nothing', async () => {
    expect(await may('TRUNCATE')).toEqual([])
  })
})

const keyed = declared.flatMap(({ name, primaryKeys }) =>
  primaryKeys.map((key) => [name, key.columns.map((column) => column.name)] as const),
)

test.each(keyed.filter(([name]) => !WITHOUT_TENANT.includes(name)))(
  'a row of %s is looked up by its primary key while the table is still empty',
  async (name, columns) => {
    const key = columns.map((column, at) => `${column} = $${at + 1}`).join(' and ')
    const plan = await rowsOf<{ 'QUERY PLAN': string }>(`explain (generic_plan) select 1 from ${name} where ${key}`)
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain(` ${name}_pkey`)
  },
)

test('every function that runs with the rights of the owner has a fixed search path', async () => {
  expect(
    await namesOf(
      `select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
         and not coalesce('search_path=pg_catalog, public, pg_temp' = any (p.proconfig), false)`,
    ),
  ).toEqual([])
})
