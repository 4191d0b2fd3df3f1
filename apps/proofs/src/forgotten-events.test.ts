import { databaseOwner, type DatabaseOwner } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { ring } from '../test/harness/ring.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let here: TillHere
let owner: DatabaseOwner
beforeAll(async () => {
  chain = await startChain({ products: 5 })
  ;[site] = chain.sites as [Site<StoreHere>]
  here = await openTill(site, 1)
  owner = await databaseOwner(chain.database)
  const lines = [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]
  for (let sale = 0; sale < 3; sale += 1) await ring(here.till, chain.company.cashId, lines)
  await settled(chain, [here.till])
})
afterAll(async () => {
  await here?.till.stop()
  await owner?.end()
  await chain?.close()
})

const atStore = (text: string) => {
  const ctx = { tenantId: '', appContext: 'system', correlationId: 'proofs', at: 0 } as const
  return site.server.store.database.unitOfWork.write(ctx, 'proofs', ({ tx }) => void tx.prepare(text).run())
}

test('[SE80] the books of a store that has forgotten what is old hold; what is missing and young is a fault', async () => {
  const whole = await checkedBooks(chain, site)
  expect(whole).toMatchObject({ faults: [], sales: 3, waiting: 0 })
  await atStore('delete from outbox')
  const young = await checkedBooks(chain, site)
  expect(young.faults).toHaveLength(2 * whole.events)
  expect(young.faults).toContain('the outbox has a gap at position 1')

  await owner.run(`update inbox set received_at = received_at - interval '35 days'`)
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], sales: 3, events: 0, elsewhere: 0 })

  await owner.run(`delete from inbox where seq = 2`)
  expect((await checkedBooks(chain, site)).faults).toContain('the outbox has a gap at position 2')
})
