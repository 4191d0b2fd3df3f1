import type { AllowanceView, getSale, ResponseOf } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'
import { givenBack, Lending, paidFrom, type Card } from '../../../test/lending.ts'
import { Trader, type Made } from '../../../test/trader.ts'

let office: HeadOffice
let lending: Lending
let shop: Trader
let store: string
beforeAll(async () => {
  office = await openHeadOffice()
  lending = new Lending(office)
  const server = await office.storeServer(office.company.store)
  store = server.storeId
  const { register: registerId } = office.company
  shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId })
  await shop.push(shop.seriesOpened(shop.series), shop.shiftOpened())
})
afterAll(() => office.close())

const applied = { verdict: 'applied' }
const duplicate = { verdict: 'duplicate' }
const flagged = (...codes: string[]) => ({ verdict: 'accepted_flagged', codes })

async function lentCard(onIt: number, lent: number): Promise<[Card, AllowanceView]> {
  const card = await lending.card(onIt)
  return [card, await lending.lent(card, store, lent)]
}

async function flagsOf({ fact }: Made) {
  const owner = await lending.owner()
  const { body } = await owner.get<ResponseOf<typeof getSale>>(`/sales/${fact.sale.id}`)
  return body.flags.map(({ ruleId, code, params }) => [ruleId, code, params])
}

describe('[SE89] a redemption that comes up with its sale', () => {
  test('debits the balance and what was lent, once, however often it comes', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    const made = paidFrom(shop, allowance, 700, 300)
    const version = await office.version()
    expect(await shop.verdicts(made)).toEqual([applied])
    expect(await shop.verdicts(made)).toEqual([duplicate])
    expect(await lending.ledger(card)).toEqual([
      ['load', 5_000, 5_000],
      ['redeem', -700, 4_300],
      ['redeem', -300, 4_000],
    ])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 4_000, lentMinor: 1_000, freeMinor: 3_000 })
    expect(await lending.allowances(card)).toMatchObject([{ spentMinor: 1_000, returnedMinor: 0, state: 'open' }])
    // A sale never makes a version of the catalogue.
    expect(await office.version()).toBe(version)
    expect(await flagsOf(made)).toEqual([])
  })

  test('is posted once even by a handler that forgets the inbox', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    const made = paidFrom(shop, allowance, 500)
    await shop.push(made)
    await expect(
      office.write(async ({ tx }) => {
        await tx.query(sql`
          insert into value_entries select (jsonb_populate_record(e, jsonb_build_object(
            'id', ${office.ids.next()}::text, 'seq', 9))).* from value_entries e where e.sale_id = ${made.fact.sale.id}`)
      }),
    ).rejects.toThrow('value_entries_event')
    expect(await lending.balance(card)).toMatchObject({ balanceMinor: 4_500 })
  })

  test('of a whole batch is folded in its order, together with sales that were paid in cash', async () => {
    const [card, allowance] = await lentCard(1_000, 1_000)
    const made = [1, 2, 3, 4].map((n) =>
      n % 2 === 0 ? shop.sale([{ product: 1, pieces: 1 }]) : paidFrom(shop, allowance, n * 100),
    )
    expect(await shop.verdicts(...made)).toEqual(made.map(() => applied))
    expect(await lending.ledger(card)).toEqual([
      ['load', 1_000, 1_000],
      ['redeem', -100, 900],
      ['redeem', -300, 600],
    ])
  })

  test('beyond what was lent is taken from what is free, and flagged', async () => {
    const [card, allowance] = await lentCard(5_000, 1_000)
    const made = paidFrom(shop, allowance, 1_500)
    expect(await shop.verdicts(made)).toEqual([flagged('VALUE_SHORT')])
    expect(await flagsOf(made)).toEqual([['hq-sales.values-cover', 'VALUE_SHORT', { amount: 1_000, currency: 'USD' }]])
    expect(await lending.ledger(card)).toEqual([
      ['load', 5_000, 5_000],
      ['redeem', -1_000, 4_000],
      ['redeem', -500, 3_500],
    ])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 3_500, lentMinor: 0, freeMinor: 3_500 })
  })

  test('beyond all there is stands beside the balance as an overdraft, and nothing lent elsewhere is touched', async () => {
    const [card, allowance] = await lentCard(1_000, 600)
    const other = await office.storeServer(office.company.otherStore)
    const there = new Trader(office, other, {
      storeCode: 'SJU',
      timeZone: 'America/Puerto_Rico',
      registerId: office.company.otherRegister,
    })
    await there.push(there.seriesOpened(there.series), there.shiftOpened())
    const elsewhere = await lending.lent(card, other.storeId, 300)
    expect(await shop.verdicts(paidFrom(shop, allowance, 900))).toEqual([flagged('VALUE_SHORT')])
    expect(await lending.ledger(card)).toEqual([
      ['load', 1_000, 1_000],
      ['redeem', -600, 400],
      ['redeem', -100, 300],
      ['overdraft', -200, 300],
    ])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 300, lentMinor: 300, freeMinor: 0 })
    expect(await there.verdicts(paidFrom(there, elsewhere, 300))).toEqual([applied])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 0, lentMinor: 0, freeMinor: 0 })
  })

  test('from what was lent to another store is not covered by that', async () => {
    const [card, allowance] = await lentCard(1_000, 1_000)
    const other = await office.storeServer(office.company.otherStore)
    const thief = new Trader(office, other, {
      storeCode: 'SJU',
      timeZone: 'America/Puerto_Rico',
      registerId: office.company.otherRegister,
    })
    await thief.push(thief.seriesOpened(thief.series), thief.shiftOpened())
    expect(await thief.verdicts(paidFrom(thief, allowance, 400))).toEqual([flagged('VALUE_SHORT')])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 1_000, lentMinor: 1_000, freeMinor: 0 })
    expect(await lending.ledger(card)).toEqual([
      ['load', 1_000, 1_000],
      ['overdraft', -400, 1_000],
    ])
  })

  test('from an account nobody knows leaves the sale standing', async () => {
    const [, allowance] = await lentCard(1_000, 1_000)
    const made = paidFrom(shop, { ...allowance, accountId: office.ids.next() }, 400)
    expect(await shop.verdicts(made)).toEqual([flagged('VALUE_NOT_FOUND')])
    expect(await flagsOf(made)).toEqual([['hq-sales.values-cover', 'VALUE_NOT_FOUND', {}]])
  })

  test('of a card that is paid from twice in one batch that fails is not lost', async () => {
    const [card, allowance] = await lentCard(1_000, 1_000)
    const [good, bad] = [paidFrom(shop, allowance, 100), paidFrom(shop, allowance, 200)]
    const broken = { ...bad.event, payload: bad.event.payload.replace('"redemptions"', '"redeemed"') }
    await shop.push(good, broken)
    expect(await lending.balance(card)).toMatchObject({ balanceMinor: 900, lentMinor: 900 })
  })

  test('and a sale without one asks the database nothing more', async () => {
    const statements = await statementsOf(() => shop.push(shop.sale([{ product: 1, pieces: 1 }])))
    expect(statements.length).toBeGreaterThan(5)
    expect(statements.filter((text) => text.includes('value_'))).toEqual([])
  })

  /** What the database was asked meanwhile, by its own count. */
  async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
    const asked: string[] = []
    const { unitOfWork } = office.hq.database
    const write = unitOfWork.write.bind(unitOfWork)
    unitOfWork.write = (ctx, name, work) =>
      write(ctx, name, (unit) => {
        const query = unit.tx.query.bind(unit.tx)
        const tx = Object.create(unit.tx) as typeof unit.tx
        tx.query = (statement) => {
          asked.push(JSON.stringify(statement.queryChunks))
          return query(statement)
        }
        return work({ ...unit, tx })
      })
    await act()
    unitOfWork.write = write
    return asked
  }
})

describe('[SE90] what a store gives back', () => {
  test('is free again at once, and nothing of it is lent any more', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    await shop.push(paidFrom(shop, allowance, 500))
    const version = await office.version()
    expect(await shop.verdicts(givenBack(shop, allowance, 500))).toEqual([applied])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 4_500, lentMinor: 0, freeMinor: 4_500 })
    expect(await lending.allowances(card)).toMatchObject([{ state: 'returned', spentMinor: 500, returnedMinor: 1_500 }])
    expect(await office.changesSince(version)).toEqual([
      { entity: 'value_allowance', id: allowance.id, op: 'D', version: version + 1 },
    ])
    expect((await lending.lend(card, store, 4_500)).status).toBe(201)
  })

  test('leaves lent what was spent by sales that are still on their way', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    const late = paidFrom(shop, allowance, 800)
    expect(await shop.verdicts(givenBack(shop, allowance, 800))).toEqual([applied])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 800, freeMinor: 4_200 })
    expect(await shop.verdicts(late)).toEqual([applied])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 4_200, lentMinor: 0, freeMinor: 4_200 })
  })

  test('comes back once, also when two lives of the store say so', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    const event = givenBack(shop, allowance, 0)
    expect(await shop.verdicts(event)).toEqual([applied])
    expect(await shop.verdicts(event)).toEqual([duplicate])
    expect(await shop.verdicts(givenBack(shop, allowance, 0, 2))).toEqual([applied])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 0, freeMinor: 5_000 })
  })

  test('is never more than head office knows to be unspent, and never less than nothing', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    await shop.push(paidFrom(shop, allowance, 900))
    await shop.push(givenBack(shop, allowance, 100))
    expect(await lending.balance(card)).toEqual({ balanceMinor: 4_100, lentMinor: 0, freeMinor: 4_100 })
    const [second, lent] = await lentCard(1_000, 500)
    await shop.push(givenBack(shop, lent, 99_999))
    expect(await lending.balance(second)).toEqual({ balanceMinor: 1_000, lentMinor: 500, freeMinor: 500 })
  })

  test('of what it was never lent is found, and changes nothing', async () => {
    const [card, allowance] = await lentCard(5_000, 2_000)
    const ghost = { ...allowance, id: office.ids.next() }
    expect(await shop.verdicts(givenBack(shop, ghost, 0))).toEqual([flagged('VALUE_NOT_FOUND')])
    expect(await lending.balance(card)).toMatchObject({ lentMinor: 2_000 })
  })
})
