import { setTimeout as sleep } from 'node:timers/promises'
import { assignRole, commands, createUser, HQ_NODE, login, me, type Command, type ServerKind } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aimedAt, type Targets } from '../test/harness/aimed-at.ts'
import { ask, call } from '../test/harness/ask.ts'
import { goodRequest } from '../test/harness/bad-requests.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { pathTricks } from '../test/harness/path-tricks.ts'
import { sendRaw } from '../test/harness/raw-request.ts'
import { refusalFaults } from '../test/harness/refusal-faults.ts'
import { hqRows, storeRows, type Rows } from '../test/harness/rows.ts'
import { PROXY } from '../test/harness/server.ts'
import { settled } from '../test/harness/settled.ts'
import { changedTables, digestHq, digestStore, type TableDigests } from '../test/harness/snapshot.ts'
import type { StoreHere } from '../test/harness/store-here.ts'

type Role = { readonly token: string; readonly held: ReadonlySet<string> }

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let hq: Rows
let store: Rows
let targets: Targets
const roles = new Map<string, Role>()
const urlAt = (kind: ServerKind) => (kind === 'hq' ? chain.hq.url : site.url)
const digestAt = (kind: ServerKind): Promise<TableDigests> => (kind === 'hq' ? digestHq(hq) : digestStore(store))

/** A refusal leaves a line in the audit log, and nothing else; a store keeps the time by the minute, whoever asks. */
const NOTED = new Set(['db_meta', 'audit_logs', 'audit_heads', 'audit_anchors', 'outbox', 'aggregate_heads', 'inbox'])

beforeAll(async () => {
  chain = await startChain({ products: 3 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  const { company } = chain
  for (const [name, codes] of Object.entries({
    nothing: [],
    hq_buyer: ['hq_buyer'],
    hq_accountant: ['hq_accountant'],
  })) {
    const username = `r-${name.replace('_', '-')}`
    const body = { username, displayName: name, locale: 'en' as const, password: PASSWORD }
    const { id } = await call(chain.hq.url, createUser, { token: company.adminToken, body })
    for (const roleCode of codes)
      await call(chain.hq.url, assignRole, { token: company.adminToken, params: { id }, body: { roleCode } })
    const who = { tenant: company.slug, username, password: PASSWORD }
    await keep('hq', name, (await call(chain.hq.url, login, { body: who })).accessToken)
  }
  await keep('store', 'pos_cashier', await signIn(site, site.plan.cashier.username))
  await keep('store', 'store_manager', await signIn(site, site.plan.manager.username))
  await settled(chain)
  hq = await hqRows(chain.database.superuserUrl)
  store = storeRows(site.folder)
  const [user] = await hq.all(`select id from users where tenant_id = '${company.tenantId}' limit 1`)
  const [product] = company.products
  targets = {
    storeId: site.plan.id,
    registerId: site.plan.registerIds[0] ?? '',
    variantId: product?.variantId ?? '',
    departmentId: company.departmentId,
    taxGroupId: company.taxGroupId,
    priceListId: company.priceListId,
    ':users': String(user?.['id']),
    ':products': product?.productId ?? '',
    ':items': product?.variantId ?? '',
    ':stores': site.plan.id,
    ':registers': site.plan.registerIds[0] ?? '',
    ':devices': site.server.store.identity?.deviceId ?? '',
  }
}, 120_000)
afterAll(async () => {
  await hq.close()
  await store.close()
  await chain.close()
})

async function keep(kind: ServerKind, name: string, token: string): Promise<void> {
  const { permissions } = await call(urlAt(kind), me, { token })
  roles.set(`${kind} ${name}`, { token, held: new Set(permissions) })
}

const roleOf = (kind: ServerKind, name: string): Role => {
  const role = roles.get(`${kind} ${name}`)
  if (!role) throw new Error(`nobody is ${name}`)
  return role
}

/** Commands that name rights, none of which the role has. */
const beyond = (kind: ServerKind, { held }: Role): readonly Command[] =>
  commands.filter(({ access }) => {
    const needed = access[kind]
    return Array.isArray(needed) && !needed.some((code: string) => held.has(code))
  })

async function changesDuring(kind: ServerKind, work: () => Promise<void>): Promise<string[]> {
  const before = await digestAt(kind)
  await work()
  return changedTables(before, await digestAt(kind)).filter((table) => !NOTED.has(table))
}

/** What the server itself has noted, in order. */
async function entriesAt(kind: ServerKind): Promise<string[]> {
  const text = (node: string) =>
    `select action, outcome from audit_logs where tenant_id = '${chain.company.tenantId}' and node ${node} order by seq`
  const rows = kind === 'hq' ? await hq.all(text(`= '${HQ_NODE}'`)) : await store.all(text(`<> '${HQ_NODE}'`))
  return rows.map(({ action, outcome }) => `${String(action)} ${String(outcome)}`)
}

describe('another role', () => {
  test.each([
    ['hq', 'nothing', 20],
    ['hq', 'hq_buyer', 8],
    ['hq', 'hq_accountant', 12],
    ['store', 'pos_cashier', 4],
  ] as const)(
    'at %s, %s is refused at every command beyond its rights, nothing changes, and each leaves one entry',
    async (kind, name, least) => {
      const role = roleOf(kind, name)
      const some = beyond(kind, role)
      expect(some.length).toBeGreaterThanOrEqual(least)
      const faults: string[] = []
      const seen = (await entriesAt(kind)).length
      const changes = await changesDuring(kind, async () => {
        for (const command of some) {
          const answer = await ask(urlAt(kind), command, { token: role.token, ...aimedAt(command, targets) })
          faults.push(...refusalFaults(command.name, answer))
          if (answer.status !== 403) faults.push(`${command.name} answers ${answer.status}`)
        }
      })
      expect({ faults, changes }).toEqual({ faults: [], changes: [] })
      const left = (await entriesAt(kind)).slice(seen)
      expect(left).toEqual(some.map((command) => `${command.name} denied`))
    },
  )
})

describe('an address that is written in another way', () => {
  test.each([
    ['hq', undefined],
    ['hq', 'nothing'],
    ['store', undefined],
    ['store', 'pos_cashier'],
  ] as const)('leads nobody past a permission at %s: %s', { timeout: 300_000 }, async (kind, name) => {
    const role = name && roleOf(kind, name)
    const some = role
      ? beyond(kind, role)
      : commands.filter(({ access }) => access[kind] !== undefined && access[kind] !== 'public')
    const faults: string[] = []
    let tried = 0
    const changes = await changesDuring(kind, async () => {
      for (const command of some) {
        for (const trick of pathTricks(
          command,
          { ...goodRequest(command), ...aimedAt(command, targets) },
          role?.token,
        )) {
          const { status, text } = await unhurried(() => sendRaw(urlAt(kind), trick))
          tried += 1
          if (!REFUSED.has(status)) faults.push(`${trick.method} ${trick.path}: ${status} ${text.slice(0, 80)}`)
        }
      }
    })
    expect(tried).toBeGreaterThan(some.length * 25)
    expect({ faults, changes }).toEqual({ faults: [], changes: [] })
  })
})

/** Whoever is told to come again later has not been told what is behind the door. */
async function unhurried(send: () => ReturnType<typeof sendRaw>): ReturnType<typeof sendRaw> {
  for (;;) {
    const answer = await send()
    if (answer.status !== 429) return answer
    await sleep(1_000)
  }
}

const REFUSED: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 415])

describe('headers', () => {
  const DATA = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  }

  test.each(['hq', 'store'] as const)(
    'of every answer of %s forbid to keep, guess, frame or follow it',
    async (kind) => {
      const faults: string[] = []
      for (const command of commands.filter(({ access }) => access[kind] !== undefined)) {
        const { headers } = await ask(urlAt(kind), command, goodRequest(command))
        for (const [name, value] of Object.entries(DATA))
          if (headers.get(name) !== value) faults.push(`${command.name}: ${name} is ${headers.get(name)}`)
        for (const name of ['strict-transport-security', 'x-powered-by', 'server', 'access-control-allow-origin'])
          if (headers.has(name)) faults.push(`${command.name}: says ${name}`)
      }
      expect(faults).toEqual([])
    },
  )
})

test('only head office behind its https proxy tells browsers to stay with https, and nobody else can pretend to be the proxy', async () => {
  const askFrom = (baseUrl: string, from: string) =>
    sendRaw(baseUrl, { method: 'GET', path: '/api/v1/version', headers: { 'x-forwarded-proto': 'https' }, from })
  const said = async (baseUrl: string, from: string) =>
    (await askFrom(baseUrl, from)).headers['strict-transport-security']
  expect(await said(chain.hq.url, PROXY)).toBe('max-age=31536000')
  expect(await said(chain.hq.url, '127.0.0.1')).toBeUndefined()
  expect(await said(site.url, PROXY)).toBeUndefined()
})

describe('the document of the API', () => {
  type Operation = {
    operationId: string
    requestBody?: { content: { 'application/json': { schema: object } } }
    responses: object
    parameters?: { name: string }[]
  }
  type Document = { paths: Record<string, Record<string, Operation>> }

  test.each(['hq', 'store'] as const)(
    'of %s says of every command what the contract says, and of nothing else',
    async (kind) => {
      const document = (await (await fetch(`${urlAt(kind)}/api/docs/json`)).json()) as Document
      const told = new Map(
        Object.values(document.paths).flatMap((methods) =>
          Object.entries(methods).map(([method, operation]) => [operation.operationId, { method, operation }] as const),
        ),
      )
      const mine = commands.filter(({ access, path }) => access[kind] !== undefined && path !== '')
      const system = ['system.version', 'system.live', 'system.ready']
      expect([...told.keys()].filter((name) => !system.includes(name)).sort()).toEqual(
        mine.map(({ name }) => name).sort(),
      )
      for (const { name, method, body, params, query, status = 200 } of mine) {
        const { operation, method: toldMethod } = told.get(name) ?? { method: '', operation: undefined }
        expect([name, toldMethod.toUpperCase()]).toEqual([name, method])
        const names = [params, query].flatMap((schema) =>
          Object.keys((schema as { properties?: object } | undefined)?.properties ?? {}),
        )
        const toldNames =
          operation?.parameters?.map((parameter) => parameter.name).filter((each) => each !== 'Idempotency-Key') ?? []
        expect([name, toldNames.sort()]).toEqual([name, names.sort()])
        expect(Object.keys(operation?.responses ?? {}), name).toContain(String(status))
        const schema = operation?.requestBody?.content['application/json'].schema as { properties?: object } | undefined
        const fields = Object.keys((body as { properties?: object } | undefined)?.properties ?? {})
        expect([name, Object.keys(schema?.properties ?? {}).sort()]).toEqual([name, fields.sort()])
      }
    },
  )
})
