import { join } from 'node:path'
import type { Context } from '@pos/core'
import { systemClock } from '@pos/server-kit'
import {
  commands,
  completeSale,
  downloadSnapshot,
  issueGiftCard,
  lendValue,
  login,
  me,
  pullChanges,
  type Command,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aimedAt, targetsOf, type Targets } from '../test/harness/aimed-at.ts'
import { ask, call, type Question } from '../test/harness/ask.ts'
import { storeSigner } from '../test/harness/callers.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { openCompany, PASSWORD, type Company } from '../test/harness/company.ts'
import { openDesk } from '../test/harness/desk.ts'
import { freePort } from '../test/harness/free-port.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { sendUnreadableSale } from '../test/harness/park.ts'
import { randomSale } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { hqRows, type Rows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { StoreHere } from '../test/harness/store-here.ts'

let chain: Chain<HqHere, StoreHere>
/** The company whose token asks, and the one whose things it asks about. */
let ours: Company
let theirs: Company
let theirSite: Site<StoreHere>
let targets: Targets
let theirIds: readonly string[]
let hq: Rows
let tables: readonly string[]

beforeAll(async () => {
  chain = await startChain({ products: 3 })
  ours = chain.company
  theirs = await openCompany(chain.hq.hq, chain.hq.url, { slug: 'others', stores: 1, products: 3 })
  const [plan] = theirs.stores
  if (!plan) throw new Error('a company has a store')
  const server = new StoreHere({ folder: join(chain.folder, 'T1'), hqUrl: chain.hq.url, port: await freePort() })
  await server.start(plan.token)
  theirSite = { plan, server, folder: join(chain.folder, 'T1'), url: server.url, line: undefined }
  const random = seededRandom(1)
  for (const [company, site] of [[ours, chain.sites[0]] as const, [theirs, theirSite] as const]) {
    if (!site) throw new Error('a chain has a store')
    const { token, registerId } = await openDesk(site)
    await call(site.url, completeSale, { token, body: randomSale(company, registerId, random) })
  }
  const card = { currency: 'USD', amountMinor: 5_000 }
  const { account } = await call(chain.hq.url, issueGiftCard, { token: theirs.adminToken, body: card })
  await sendUnreadableSale(theirSite)
  await settled({ ...chain, sites: [...chain.sites, theirSite] })
  const params = { id: account.id }
  const loan = { storeId: plan.id, amountMinor: 1_000 }
  await call(chain.hq.url, lendValue, { token: theirs.adminToken, params, body: loan })
  // Each store has its word on rights for the next hour.
  await chain.hq.hq.words.flush()
  hq = await hqRows(chain.database.superuserUrl)
  targets = await targetsOf(hq, theirs.tenantId)
  const columns = await hq.all(`select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id' and table_name in
      (select relname from pg_class where relkind = 'r') order by 1`)
  tables = columns.map(({ name }) => String(name))
  theirIds = await idsOf(theirs.tenantId)
}, 60_000)
afterAll(async () => {
  await hq.close()
  await theirSite.server.stop()
  await chain.close()
})

/** Every id that stands in a row of a company. */
async function idsOf(tenantId: string): Promise<string[]> {
  const found = new Set<string>([tenantId])
  for (const table of tables) {
    for (const { row } of await hq.all(`select t::text as row from ${table} t where tenant_id = '${tenantId}'`)) {
      for (const [id] of String(row).matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) found.add(id)
    }
  }
  return [...found]
}

/** What the other company has, all of it. Contacts change with every signed request of its own store. */
async function theirRows(): Promise<string> {
  const rows: string[] = []
  for (const table of tables.filter((name) => name !== 'sync_peers')) {
    const found = await hq.all(
      `select t::text as row from ${table} t where tenant_id = '${theirs.tenantId}' order by 1`,
    )
    rows.push(table, ...found.map(({ row }) => String(row)))
  }
  return rows.join('\n')
}

const ctxOf = (tenantId: string): Context => {
  return { tenantId, appContext: 'system', correlationId: 'proofs', at: systemClock.now() }
}

describe('with the repository scope removed', () => {
  test('row-level security alone shows a company its own rows and nobody else anything', async () => {
    const { unitOfWork } = chain.hq.hq.database
    for (const table of tables) {
      const countAs = (tenantId: string) =>
        unitOfWork.read(ctxOf(tenantId), async (tx) => {
          const [row] = await tx.query<{ rows: number }>(sql.raw(`select count(*) as rows from ${table}`))
          return row?.rows
        })
      const [own] = await hq.all(`select count(*) as rows from ${table} where tenant_id = '${ours.tenantId}'`)
      expect([table, await countAs(ours.tenantId)]).toEqual([table, own?.['rows']])
      expect([table, await countAs(crypto.randomUUID())]).toEqual([table, 0])
    }
    const found = await hq.all(
      tables
        .map((table) => `select '${table}' as name from ${table} where tenant_id = '${theirs.tenantId}'`)
        .join(' union '),
    )
    expect(found.length).toBeGreaterThan(25)
  })

  test('row-level security alone lets a company change, delete and add no row of another', async () => {
    const { unitOfWork } = chain.hq.hq.database
    const before = await theirRows()
    const write = (statement: string) =>
      unitOfWork
        .write(ctxOf(ours.tenantId), 'proofs.attack', async (unit) => (await unit.tx.query(sql.raw(statement))).length)
        .catch((error: unknown) => codeOf(error))
    for (const table of tables) {
      const [theirRow] = await hq.all(`select t::text as row, quote_literal(to_jsonb(t)::text) as json from ${table} t
        where tenant_id = '${theirs.tenantId}' limit 1`)
      const where = `where tenant_id = '${theirs.tenantId}' returning 1`
      expect([0, '42501'], table).toContain(await write(`update ${table} set tenant_id = tenant_id ${where}`))
      expect([0, '42501'], table).toContain(await write(`delete from ${table} ${where}`))
      if (!theirRow) continue
      const copy = `insert into ${table} select * from jsonb_populate_record(null::${table}, ${String(theirRow['json'])}::jsonb)`
      expect(await write(copy), table).toBe('42501')
    }
    expect(await theirRows()).toBe(before)
  })
})

function codeOf(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if ('code' in cause) return cause.code
  return error
}

/** Whoever signs out asks nothing more. */
const AT_HQ = commands.filter(
  ({ name, access }) => (Array.isArray(access.hq) || access.hq === 'self') && name !== 'auth.logout',
)

/** Asks with our boss's token about the other company's things. */
async function walk(some: readonly Command[]): Promise<string[]> {
  const leaks: string[] = []
  const { accessToken: token } = await call(chain.hq.url, login, {
    body: { tenant: ours.slug, username: 'boss', password: PASSWORD },
  })
  for (const command of some) {
    const question: Question = { token, ...aimedAt(command, targets) }
    const { text, status } = await ask(chain.hq.url, command, question)
    const asked = JSON.stringify(question)
    const leaked = theirIds.filter((id) => text.includes(id) && !asked.includes(id))
    if (leaked.length > 0) leaks.push(`${command.name} tells ${leaked.join(', ')}`)
    if (status >= 500) leaks.push(`${command.name} broke: ${text}`)
    if (command.method === 'GET' && command.params && status !== 404) leaks.push(`${command.name} answers ${status}`)
  }
  if ((await ask(chain.hq.url, me, { token })).status !== 200) leaks.push('nobody asked as our boss to the end')
  return leaks
}

async function withoutPolicies<Result>(work: () => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: chain.database.superuserUrl })
  await owner.connect()
  const all = (what: string) =>
    owner.query([...tables, 'tenants'].map((table) => `alter table ${table} ${what} row level security`).join(';'))
  try {
    await all('disable')
    return await work()
  } finally {
    await all('enable')
    await owner.end()
  }
}

describe.each([
  ['with both walls', <Result>(work: () => Promise<Result>) => work()],
  ['with the policies removed', withoutPolicies],
] as const)('%s', (_, inside) => {
  test('no question of one company is answered with anything of another', async () => {
    const leaks = await inside(() => walk(AT_HQ.filter(({ method }) => method === 'GET')))
    expect(leaks).toEqual([])
  })

  test('no command of one company touches a row of another', async () => {
    const before = await theirRows()
    const leaks = await inside(() => walk(AT_HQ.filter(({ method }) => method !== 'GET')))
    expect(leaks).toEqual([])
    expect(await theirRows()).toBe(before)
  })

  test("a store's catalogue holds nothing of another company", async () => {
    const [site] = chain.sites
    if (!site) throw new Error('a chain has a store')
    const signer = storeSigner(site)
    const [head] = await hq.all(`select epoch from sync_head where tenant_id = '${ours.tenantId}'`)
    const answers = await inside(async () => [
      await ask(chain.hq.url, downloadSnapshot, { signer }),
      await ask(chain.hq.url, pullChanges, { signer, query: { epoch: head?.['epoch'], after: 0 } }),
    ])
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(theirIds.filter((id) => text.includes(id))).toEqual([])
    }
    const other = { ...signer, tenantId: theirs.tenantId }
    const pretended = await inside(() => ask(chain.hq.url, downloadSnapshot, { signer: other }))
    expect(pretended.status).toBe(401)
  })
})
