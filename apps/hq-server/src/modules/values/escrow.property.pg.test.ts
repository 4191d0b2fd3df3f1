import { spendableMinor } from '@pos/domain'
import type { AllowanceView, PushEvent } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'
import { givenBack, Lending, paidFrom, type Card } from '../../../test/lending.ts'
import { Trader } from '../../../test/trader.ts'
import { expireAllowances } from './index.ts'

let office: HeadOffice
let lending: Lending
let shops: readonly [Shop, Shop]

beforeAll(async () => {
  office = await openHeadOffice()
  lending = new Lending(office)
  const { company } = office
  shops = [
    await Shop.open(company.store, { code: 'NYC', zone: 'America/New_York', registerId: company.register }),
    await Shop.open(company.otherStore, {
      code: 'SJU',
      zone: 'America/Puerto_Rico',
      registerId: company.otherRegister,
    }),
  ]
})
afterAll(() => office.close())

/** What a store holds, by its own records alone. */
type Held = { allowance: AllowanceView; spentMinor: number; isReturned: boolean }

/** A store that spends by the rule of its kind, hears late, and sends when and in what order the test likes. */
class Shop {
  readonly id: string
  /** What head office found on anything it sent. */
  readonly found: string[] = []
  readonly #trader: Trader
  #held = new Map<string, Held>()
  #unsent: PushEvent[] = []
  #sent: PushEvent[] = []

  private constructor(id: string, trader: Trader) {
    this.id = id
    this.#trader = trader
  }

  static async open(store: string, place: { code: string; zone: string; registerId: string }): Promise<Shop> {
    const server = await office.storeServer(store)
    const { code: storeCode, zone: timeZone, registerId } = place
    const trader = new Trader(office, server, { storeCode, timeZone, registerId })
    await trader.push(trader.seriesOpened(trader.series), trader.shiftOpened())
    return new Shop(store, trader)
  }

  get spentMinor(): number {
    return [...this.#held.values()].reduce((sum, { spentMinor }) => sum + spentMinor, 0)
  }

  forget(): void {
    this.#held = new Map()
    this.#sent = []
  }

  hear(allowances: readonly AllowanceView[]): void {
    for (const allowance of allowances) {
      if (allowance.storeId !== this.id) continue
      const known = this.#held.get(allowance.id) ?? { spentMinor: 0, isReturned: false }
      this.#held.set(allowance.id, { ...known, allowance })
    }
  }

  spend({ account }: Card, wanted: number): void {
    for (const held of this.#held.values()) {
      const { allowance, spentMinor, isReturned } = held
      if (allowance.accountId !== account.id) continue
      const use = { spentMinor, isReturned, lineage: this.#trader.lineage, at: allowance.grantedAt }
      const left = spendableMinor(allowance, use)
      if (wanted > left) continue
      held.spentMinor += wanted
      this.#unsent.push(paidFrom(this.#trader, allowance, wanted).event)
      return
    }
  }

  /** As every store does with what is over, and some do earlier. */
  giveBack(isEarly: boolean): void {
    for (const held of this.#held.values()) {
      if (held.isReturned || (!isEarly && held.allowance.state === 'open')) continue
      held.isReturned = true
      this.#unsent.push(givenBack(this.#trader, held.allowance, held.spentMinor))
    }
  }

  /** Sends some of what waits, starting anywhere, and perhaps something that was sent before. */
  async send(count: number, from: number, isAgain: boolean): Promise<void> {
    const turned = [
      ...this.#unsent.slice(from % (this.#unsent.length + 1)),
      ...this.#unsent.slice(0, from % (this.#unsent.length + 1)),
    ]
    const batch = turned.slice(0, count)
    const again = isAgain ? this.#sent.slice(-2) : []
    if (batch.length + again.length === 0) return
    const { body } = await this.#trader.push(...batch, ...again)
    this.found.push(...body.verdicts.flatMap((verdict) => ('codes' in verdict ? (verdict.codes ?? []) : [])))
    this.#unsent = this.#unsent.filter((event) => !batch.includes(event))
    this.#sent.push(...batch)
  }

  get unsent(): number {
    return this.#unsent.length
  }
}

const which = fc.constantFrom(0 as const, 1 as const)
const amount = fc.integer({ min: 50, max: 600 })
const bite = fc.integer({ min: 1, max: 150 })
const step = fc.oneof(
  fc.record({ do: fc.constant('lend' as const), card: which, shop: which, amount, isHeard: fc.boolean() }),
  fc.record({ do: fc.constant('hear' as const), shop: which }),
  fc.record({ do: fc.constant('spend' as const), card: which, shop: which, amount: bite }),
  fc.record({ do: fc.constant('spend' as const), card: which, shop: which, amount: bite }),
  fc.record({ do: fc.constant('expire' as const) }),
  fc.record({ do: fc.constant('return' as const), shop: which, isEarly: fc.boolean() }),
  fc.record({
    do: fc.constant('send' as const),
    shop: which,
    count: fc.integer({ min: 1, max: 4 }),
    from: fc.nat(5),
    isAgain: fc.boolean(),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never

const ON_A_CARD = 1_000

test('[SE86] [SE88] [SE90] however stores spend, send, give back and hear, no value is spent twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
      const cards = [await lending.card(ON_A_CARD), await lending.card(ON_A_CARD)] as const
      for (const shop of shops) shop.forget()
      for (const each of steps) {
        await take(each, cards)
        await holds(cards)
      }
      await calm(cards)
      await holds(cards)
      const [worth] = await office.rows<{ balance: number; lent: number }>(sql`
        select sum(balance_minor)::bigint as balance, sum(lent_minor)::bigint as lent from value_accounts
        where id in (${cards[0].account.id}, ${cards[1].account.id})`)
      const spent = shops.reduce((sum, { spentMinor }) => sum + spentMinor, 0)
      expect(worth).toEqual({ balance: 2 * ON_A_CARD - spent, lent: 0 })
    }),
    { numRuns: 20 },
  )
}, 120_000)

async function take(each: Step, cards: readonly [Card, Card]): Promise<void> {
  switch (each.do) {
    case 'lend':
      await lending.lend(cards[each.card], shops[each.shop].id, each.amount)
      if (each.isHeard) shops[each.shop].hear(await lending.allowances(cards[each.card]))
      return
    case 'hear':
      for (const card of cards) shops[each.shop].hear(await lending.allowances(card))
      return
    case 'spend':
      return shops[each.shop].spend(cards[each.card], each.amount)
    case 'expire':
      await expire()
      return
    case 'return':
      return shops[each.shop].giveBack(each.isEarly)
    case 'send':
      return shops[each.shop].send(each.count, each.from, each.isAgain)
  }
}

const expire = () =>
  expireAllowances({
    unitOfWork: office.hq.database.unitOfWork,
    clock: { now: () => office.clock.now() + 30 * 86_400_000 },
  })

/** Everything is heard, given back and sent. */
async function calm(cards: readonly [Card, Card]): Promise<void> {
  await expire()
  for (const shop of shops) {
    for (const card of cards) shop.hear(await lending.allowances(card))
    shop.giveBack(false)
    while (shop.unsent > 0) await shop.send(4, 1, true)
  }
}

async function holds(cards: readonly [Card, Card]): Promise<void> {
  expect(shops.flatMap(({ found }) => found.filter((code) => code.startsWith('VALUE')))).toEqual([])
  for (const { account } of cards) {
    const [row] = await office.rows<Record<string, number>>(sql`
      select a.balance_minor as balance, a.balance_minor - a.lent_minor as free,
        (select sum(amount_minor)::bigint from value_entries e where e.account_id = a.id) as entries,
        (select count(*) from value_entries e where e.account_id = a.id and e.kind = 'overdraft') as overdrafts,
        (select count(*) from value_allowances w where w.account_id = a.id
           and (w.spent_minor < 0 or w.spent_minor > w.granted_minor - w.returned_minor)) as overspent
      from value_accounts a where a.id = ${account.id}`)
    expect(row?.['balance']).toBe(row?.['entries'])
    expect(row?.['free']).toBeGreaterThanOrEqual(0)
    expect(row).toMatchObject({ overdrafts: 0, overspent: 0 })
  }
}
