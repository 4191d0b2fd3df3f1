import { completeSale, type SaleSummary } from '@pos/shared-types'
import { seededRandom } from '../test/harness/random.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import { randomSale } from '../test/harness/random-cart.ts'
import { storeRows } from '../test/harness/rows.ts'
import { printedSeed } from '../test/harness/seed.ts'
import { settled } from '../test/harness/settled.ts'

let chain: Chain
let site: Site
let desk: Desk
const random = seededRandom(printedSeed('twins'))
const promised: SaleSummary[] = []

beforeAll(async () => {
  chain = await startChain()
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  desk = await openDesk(site)
})
afterAll(async () => {
  await chain.close()
})

const sale = () => randomSale(chain.company, desk.registerId, random)
const post = (key: string | undefined, body: unknown) => ask(site.url, completeSale, { token: desk.token, key, body })

async function salesAtStore(): Promise<number> {
  const rows = storeRows(site.folder)
  const [row] = await rows.all('select count(*) as sales from sales')
  await rows.close()
  return Number(row?.['sales'])
}

test('[G-001] the same sale posted five times at once is one sale with five equal answers', async () => {
  for (let round = 0; round < 10; round += 1) {
    const before = await salesAtStore()
    const [key, body] = [crypto.randomUUID(), sale()]
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(key, body)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await salesAtStore()).toBe(before + 1)
    promised.push(answers[0]?.json() as SaleSummary)
    const later = await post(key, body)
    expect(later.text).toBe(answers[0]?.text)
  }
})

test('[G-009] a sale without an Idempotency-Key is refused and nothing is sold', async () => {
  const before = await salesAtStore()
  const answer = await post(undefined, sale())
  expect(answer.status).toBe(400)
  expect(answer.json()['code']).toBe('IDEMPOTENCY_KEY_MISSING')
  expect(await salesAtStore()).toBe(before)
})

test('another sale under the same key is refused, and the first answer stays', async () => {
  const [key, body] = [crypto.randomUUID(), sale()]
  const first = await post(key, body)
  promised.push(first.json() as SaleSummary)
  const before = await salesAtStore()
  const other = await post(key, { ...body, note: 'another' })
  expect(other.status).toBe(422)
  expect(other.json()['code']).toBe('IDEMPOTENCY_KEY_REUSED')
  expect((await post(key, body)).text).toBe(first.text)
  expect(await salesAtStore()).toBe(before)
})

test('different sales at once are as many sales, and the books agree everywhere', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(crypto.randomUUID(), sale())))
  expect(answers.every(({ status }) => status === 201)).toBe(true)
  promised.push(...answers.map((answer) => answer.json() as SaleSummary))
  await settled(chain)
  const verdict = await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]) })
  expect(verdict).toEqual({ sales: promised.length, faults: [] })
})
