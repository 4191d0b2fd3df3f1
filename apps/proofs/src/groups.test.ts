import { DomainError } from '@pos/core'
import type { Store } from '@pos/store-server'
import { completeSale, type SaleSummary } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { randomLines, randomSale } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { storeRows } from '../test/harness/rows.ts'
import { isLong, printedSeed } from '../test/harness/seed.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'

const AT_ONCE = 64
const ROUNDS = isLong ? 20 : 3
const random = seededRandom(printedSeed('groups'))

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk

/** Breaks sales whose note says so, after they were written and after they told the world of themselves. */
function plant({ needs: { rules } }: Store): void {
  rules.after('sale:complete', 'proofs.break-some', (unit, draft, { fact: { sale } }) => {
    const { id: saleId, documentNo, registerId, kind, totalMinor, currency, customerId, capture } = sale
    const payload = { saleId, documentNo, registerId, kind, totalMinor, currency, customerId, capture }
    if (draft.note === 'refuse' || draft.note === 'violate') {
      unit.emitAfterCommit({ name: 'sale:completed', payload: { ...payload, documentNo: `${documentNo} never` } })
    }
    if (draft.note === 'refuse') throw new DomainError('STATE_NOT_ALLOWED', { state: 'broken' })
    if (draft.note === 'violate') unit.tx.prepare('insert into store_identity select * from store_identity').run()
  })
}

beforeAll(async () => {
  chain = await startChain({ products: 10, prepare: plant })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  desk = await openDesk(site)
})
afterAll(async () => {
  await chain.close()
})

/** What becomes of each sale of a group, by its place in it. */
const FATES = ['good', 'vetoed', 'good', 'refuse', 'good', 'violate', 'good', 'good'] as const
const ANSWERS = { good: 201, vetoed: 403, refuse: 409, violate: 500 }

function saleWith(fate: (typeof FATES)[number]) {
  const sale = { ...randomSale(chain.company, desk.registerId, random), note: fate }
  if (fate !== 'vetoed') return sale
  const [line] = randomLines(chain.company, random)
  return { ...sale, lines: [{ ...line, discount: { ratePpm: 990_000, reasonCodeId: chain.company.discountReasonId } }] }
}

test('a group with vetoes and failures commits exactly the good sales, and tells of no other', async () => {
  const told: string[] = []
  site.server.store.events.on('sale:completed', 'proofs.hears', ({ payload }) => void told.push(payload.documentNo))
  const promised: SaleSummary[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const fates = Array.from({ length: AT_ONCE }, (_, place) => FATES[(place + round) % FATES.length] ?? 'good')
    const answers = await Promise.all(
      fates.map((fate) =>
        ask(site.url, completeSale, { token: desk.token, key: crypto.randomUUID(), body: saleWith(fate) }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(fates.map((fate) => ANSWERS[fate]))
    promised.push(...answers.filter(({ status }) => status === 201).map((answer) => answer.json() as SaleSummary))
  }

  await settled(chain)
  await site.server.store.events.drain()
  expect(told.toSorted()).toEqual(promised.map(({ documentNo }) => documentNo).toSorted())
  const verdict = await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]) })
  expect(verdict).toEqual({ sales: promised.length, faults: [] })
})

test('a refused or broken sale leaves no key behind, so the client may try again', async () => {
  const rows = storeRows(site.folder)
  const keys = await rows.all(`select count(*) as keys, (select count(*) from sales) as sales from idempotency_keys
    where command = 'sales.complete'`)
  await rows.close()
  expect(keys[0]?.['keys']).toBe(keys[0]?.['sales'])
})
