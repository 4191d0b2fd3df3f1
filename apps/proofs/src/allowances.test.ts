import { expireAllowances, newRef } from '@pos/hq-server'
import { systemClock, uuidv7Ids } from '@pos/server-kit'
import {
  compareStore,
  completeSale,
  issueGiftCard,
  lendValue,
  listAllowances,
  listValueEntries,
  giftCardBalance,
  type AllowanceView,
  type ResponseOf,
} from '@pos/shared-types'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

type Shop = { readonly site: Site<StoreHere>; readonly desk: Desk }
type Card = ResponseOf<typeof issueGiftCard>

const DAYS_MS = 86_400_000
let chain: Chain<HqHere, StoreHere>
let north: Shop
let south: Shop
let giftId: string

beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 3, hasLine: true })
  giftId = await addGiftTender()
  const shopAt = async (site: Site<StoreHere> | undefined): Promise<Shop> => {
    if (!site) throw new Error('the chain has two stores')
    return { site, desk: await openDesk(site) }
  }
  north = await shopAt(chain.sites[0])
  south = await shopAt(chain.sites[1])
  await settled(chain)
}, 60_000)
afterAll(() => chain?.close())

test('[SE86] [SE91] what two stores were lent they spend while head office is away, and its ledger says so to the cent', async () => {
  const card = await issue(5_000)
  await lend(card, north, 2_000)
  await lend(card, south, 1_500)
  await cut(north, south)

  expect((await redeem(north, card, 1_234)).status).toBe(201)
  expect((await redeem(south, card, 1_500)).status).toBe(201)
  expect(await refusal(north, card, 767)).toEqual([409, 'VALUE_SHORT', { amount: 766, currency: 'USD' }])
  expect(await refusal(south, card, 1)).toEqual([409, 'VALUE_SHORT', { amount: 0, currency: 'USD' }])
  expect(await balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 3_500, freeMinor: 1_500 })

  await heal(north, south)
  await settled(chain)
  expect(await balance(card)).toEqual({ balanceMinor: 2_266, lentMinor: 766, freeMinor: 1_500 })
  expect((await ledger(card)).toSorted()).toEqual([-1_234, -1_500, 5_000].toSorted())
  await booksHold()
})

test('[SE88] [SE90] what is over comes back by the word of the store, and by nothing else', async () => {
  const card = await issue(3_000)
  await lend(card, north, 2_000)
  await cut(north)
  expect((await redeem(north, card, 500)).status).toBe(201)
  await inFourDays()
  expect(await balance(card)).toEqual({ balanceMinor: 3_000, lentMinor: 2_000, freeMinor: 1_000 })
  expect(await states(card)).toEqual(['expired'])
  // The store has not heard of it: it spends on, and what it spends is still its own.
  expect((await redeem(north, card, 250)).status).toBe(201)

  await heal(north)
  await until('the store has given back what is left', async () => {
    expect(await states(card)).toEqual(['returned'])
    return true
  })
  await settled(chain)
  expect(await balance(card)).toEqual({ balanceMinor: 2_250, lentMinor: 0, freeMinor: 2_250 })
  expect((await ledger(card)).toSorted()).toEqual([-250, -500, 3_000].toSorted())
  expect(await refusal(north, card, 1)).toEqual([409, 'VALUE_OFFLINE', {}])

  await lend(card, south, 2_250)
  expect((await redeem(south, card, 2_250)).status).toBe(201)
  await settled(chain)
  expect(await balance(card)).toEqual({ balanceMinor: 0, lentMinor: 0, freeMinor: 0 })
  await booksHold()
})

test('[SE91] a sale that a client sends again because no answer came takes the value once', async () => {
  const card = await issue(1_000)
  await lend(card, north, 1_000)
  const key = uuidv7Ids.next()
  const [first, again] = [await redeem(north, card, 400, key), await redeem(north, card, 400, key)]
  expect([again.status, again.text]).toEqual([201, first.text])
  await settled(chain)
  expect(await balance(card)).toMatchObject({ balanceMinor: 600, lentMinor: 600 })
})

test('[SE50] stores and head office hold the same accounts and allowances, whatever was spent of them', async () => {
  for (const site of chain.sites) {
    const token = await signIn(site, site.plan.manager.username)
    await until('the store finds nothing that differs', async () => {
      const { compared } = await call(site.url, compareStore, { token, params: { id: site.plan.id } })
      expect(compared).toMatchObject({ differing: [], pending: 0 })
      return true
    })
  }
})

test('[SE50] what was redeemed otherwise at head office than in the store is found, by the receipt of its sale', async () => {
  const card = await issue(1_000)
  await lend(card, north, 500)
  const sold = (await redeem(north, card, 300)).json() as { readonly documentNo: string }
  await settled(chain)
  const token = await signIn(north.site, north.site.plan.manager.username)
  const compare = async () =>
    (await call(north.site.url, compareStore, { token, params: { id: north.site.plan.id } })).compared?.differing
  const change = (sign: string) =>
    `update value_entries set amount_minor = amount_minor ${sign} 1 where account_id = '${card.account.id}' and kind = 'redeem'`
  const differing = await whileChanged(change('+'), change('-'), compare)
  expect(differing).toMatchObject([{ kind: 'sales', rows: [{ held: 'both', label: sold.documentNo }], more: 0 }])
  expect(await compare()).toEqual([])
})

test.each([
  ['a balance', 'value_accounts', 'balance_minor', ''],
  ['what is lent', 'value_accounts', 'lent_minor', ''],
  ['what is spent of an allowance', 'value_allowances', 'spent_minor', ''],
  ['the place of an entry', 'value_entries', 'seq', `and kind = 'redeem'`],
  ['the amount of an entry', 'value_entries', 'amount_minor', `and kind = 'load'`],
  ['what the store redeemed', 'value_entries', 'amount_minor', `and kind = 'redeem'`],
])('the books see it when somebody changes %s behind the back of the ledger', async (_, table, column, which) => {
  const card = await issue(1_000)
  await lend(card, north, 500)
  await redeem(north, card, 300)
  await settled(chain)
  const account = table === 'value_accounts' ? 'id' : 'account_id'
  const change = (sign: string) =>
    `update ${table} set ${column} = ${column} ${sign} 1 where ${account} = '${card.account.id}' ${which}`
  expect(await faultsAfter(change('+'), change('-'))).not.toEqual([])
  await booksHold()
})

async function faultsAfter(statement: string, undo: string): Promise<readonly string[]> {
  return whileChanged(statement, undo, async () => {
    const faults = await Promise.all(chain.sites.map(async (site) => (await checkedBooks(chain, site)).faults))
    return faults.flat()
  })
}

/** Lets `statement` past every guard of the database, looks, and takes it back. */
async function whileChanged<Seen>(statement: string, undo: string, look: () => Promise<Seen>): Promise<Seen> {
  const owner = new pg.Client({ connectionString: chain.database.superuserUrl })
  await owner.connect()
  try {
    await owner.query('set session_replication_role = replica')
    await owner.query(statement)
    const seen = await look()
    await owner.query(undo)
    return seen
  } finally {
    await owner.end()
  }
}

async function addGiftTender(): Promise<string> {
  const id = uuidv7Ids.next()
  const { tenantId } = chain.company
  const ctx = { tenantId, appContext: 'system', correlationId: 'proofs', at: systemClock.now() } as const
  await chain.hq.hq.database.unitOfWork.write(ctx, 'proofs.tender', async (unit) => {
    const terms = { isDrawerOpened: false, canGiveChange: false, canRefund: false, isCounted: false, isActive: true }
    await unit.tx.insert('tenderTypes', [
      {
        ...newRef(unit),
        ...terms,
        id,
        code: 'GIFT',
        name: 'Gift card',
        kind: 'gift_card',
        currency: 'USD',
        isReferenceRequired: false,
        roundingMinor: 1,
        roundingMode: 'half_up',
        offline: 'allow',
        offlineLimitMinor: null,
        feePpm: null,
        position: 3,
      },
    ])
    unit.tx.touch('tender_type', id)
  })
  return id
}

const asAdmin = () => ({ token: chain.company.adminToken })
const issue = (amountMinor: number): Promise<Card> =>
  call(chain.hq.url, issueGiftCard, { ...asAdmin(), body: { currency: 'USD', amountMinor } })

/** Lends, and waits until the store knows. */
async function lend({ account }: Card, { site }: Shop, amountMinor: number): Promise<AllowanceView> {
  const params = { id: account.id }
  const body = { storeId: site.plan.id, amountMinor }
  const allowance = await call(chain.hq.url, lendValue, { ...asAdmin(), params, body })
  const { unitOfWork } = site.server.store.needs
  const ctx = { tenantId: chain.company.tenantId, appContext: 'system', correlationId: 'proofs', at: 0 } as const
  await until('the store knows what it was lent', () =>
    unitOfWork.read(ctx, ({ catalog }) => {
      const known = catalog.prepare('select 1 as one from value_allowances where id = ?').get([allowance.id])
      return known !== undefined
    }),
  )
  return allowance
}

/** Sells for at least `amountMinor`, so much of it paid from the card and the rest in plenty of cash. */
function redeem({ site, desk }: Shop, { code }: Card, amountMinor: number, key: string = uuidv7Ids.next()) {
  const [product] = chain.company.products
  const pieces = Math.ceil(amountMinor / (product?.priceMinor ?? 1)) + 1
  return ask(site.url, completeSale, {
    token: desk.token,
    key,
    body: {
      registerId: desk.registerId,
      lines: [{ variantId: product?.variantId ?? '', quantityMilli: pieces * 1_000 }],
      payments: [
        { tenderTypeId: giftId, tenderedMinor: amountMinor, code },
        { tenderTypeId: chain.company.cashId, tenderedMinor: 1_000_000 },
      ],
    },
  })
}

async function refusal(shop: Shop, card: Card, amountMinor: number) {
  const reply = await redeem(shop, card, amountMinor)
  const { code, params } = reply.json() as { code: string; params: object }
  return [reply.status, code, params]
}

async function balance({ code }: Card) {
  const account = await call(chain.hq.url, giftCardBalance, { ...asAdmin(), body: { code } })
  const { balanceMinor, lentMinor, freeMinor } = account
  return { balanceMinor, lentMinor, freeMinor }
}

async function ledger({ account }: Card): Promise<number[]> {
  const { items } = await call(chain.hq.url, listValueEntries, { ...asAdmin(), params: { id: account.id }, query: {} })
  return items.map(({ amountMinor }) => amountMinor)
}

async function states({ account }: Card): Promise<AllowanceView['state'][]> {
  const { items } = await call(chain.hq.url, listAllowances, { ...asAdmin(), params: { id: account.id } })
  return items.map(({ state }) => state)
}

async function cut(...shops: readonly Shop[]): Promise<void> {
  for (const { site } of shops) await site.line?.cut()
}

async function heal(...shops: readonly Shop[]): Promise<void> {
  for (const { site } of shops) await site.line?.heal()
}

/** Head office looks at its clock when the time of every allowance is over. */
function inFourDays(): Promise<number> {
  const { unitOfWork } = chain.hq.hq.database
  return expireAllowances({ unitOfWork, clock: { now: () => systemClock.now() + 4 * DAYS_MS } })
}

async function booksHold(): Promise<void> {
  for (const site of chain.sites) expect((await checkedBooks(chain, site)).faults).toEqual([])
}
