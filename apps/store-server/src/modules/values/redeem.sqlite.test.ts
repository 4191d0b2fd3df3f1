import { unwrapFact } from '@pos/sync-engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '@pos/testing'
import { REGISTER, TENDER } from '../../../test/catalogue.ts'
import { card, cash, Checkout, line, refused } from '../../../test/checkout.ts'
import { lentCard, type LentCard } from '../../../test/lent.ts'
import { returnAllowances } from './return-allowances.ts'

let checkout: Checkout
beforeAll(async () => {
  checkout = await Checkout.open()
})
afterAll(() => checkout.shop.close())

const HOUR = 3_600_000
const gift = (tenderedMinor: number, code?: string) => ({
  tenderTypeId: TENDER.gift,
  tenderedMinor,
  ...(code && { code }),
})
/** A loaf costs 2.99 and carries no tax. */
const buy = (loaves: number, ...payments: object[]) => checkout.sell([line('bread', loaves)], { payments })

const entries = (lent: LentCard) =>
  checkout.shop.rows<object>(
    `select line_no as lineNo, kind, amount_minor as amountMinor, sale_id as saleId from value_entries
     where allowance_id = ? order by id`,
    lent.allowanceId,
  )
const lastMade = async () => unwrapFact((await checkout.shop.outbox()).at(-1)?.payload ?? '').made
const giveBack = () =>
  checkout.shop.store.needs.unitOfWork.write(checkout.shop.ctx(), 'test', (unit) =>
    returnAllowances(unit, checkout.shop.store.needs),
  )

describe('[SE91] a sale that is paid from what head office lent', () => {
  test('takes it from there, with the sale and its event, while nobody else is asked', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    const { status, body } = await buy(1, gift(299, lent.code))
    expect(status).toBe(201)
    expect(await entries(lent)).toEqual([{ lineNo: 1, kind: 'redeem', amountMinor: -299, saleId: body.id }])
    expect(await lastMade()).toMatchObject({
      redemptions: [{ lineNo: 1, accountId: lent.accountId, allowanceId: lent.allowanceId, amountMinor: 299 }],
    })
    const { payments } = await checkout.document(body.id)
    expect(payments).toMatchObject([{ lineNo: 1, tenderKind: 'gift_card', amountMinor: 299 }])
  })

  test('may be paid partly, beside cash, and by a code as it is typed', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    expect((await buy(1, cash(100), gift(200, lent.code.toLowerCase()))).status).toBe(201)
    expect(await entries(lent)).toMatchObject([{ lineNo: 2, amountMinor: -200 }])
  })

  test('spends what was lent to the cent and not a cent more', async () => {
    const lent = await lentCard(checkout.shop, 500)
    await buy(1, gift(299, lent.code))
    await refused(checkout, () => buy(1, gift(299, lent.code)), 409, 'VALUE_SHORT', { amount: 201, currency: 'USD' })
    expect((await buy(1, gift(201, lent.code), card(98))).status).toBe(201)
    await refused(checkout, () => buy(1, gift(1, lent.code), card(298)), 409, 'VALUE_SHORT', { amount: 0 })
    expect(await entries(lent)).toHaveLength(2)
  })

  test('counts one card once, also where it is shown twice', async () => {
    const lent = await lentCard(checkout.shop, 500)
    await refused(checkout, () => buy(2, gift(299, lent.code), gift(299, lent.code)), 409, 'VALUE_SHORT', {
      amount: 201,
    })
    expect((await buy(1, gift(200, lent.code), gift(99, lent.code))).status).toBe(201)
    expect(await entries(lent)).toHaveLength(2)
  })

  test('that comes again with its key takes nothing again', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    const content = { registerId: REGISTER.one, lines: [line('bread')], payments: [gift(299, lent.code)] }
    const [first, again] = [
      await checkout.manager.post('/sales', content, 'one-loaf'),
      await checkout.manager.post('/sales', content, 'one-loaf'),
    ]
    expect(again.text).toBe(first.text)
    expect(await entries(lent)).toHaveLength(1)
  })

  test('is refused, and leaves nothing, for what no card pays', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    const nothing = await lentCard(checkout.shop, 1_000, { allowance: { storeId: checkout.shop.ids.next() } })
    const credit = await lentCard(checkout.shop, 1_000, { account: { kind: 'store_credit' } })
    const euros = await lentCard(checkout.shop, 1_000, { account: { unit: 'EUR' } })
    const blocked = await lentCard(checkout.shop, 1_000, { account: { state: 'blocked' } })
    const over = await lentCard(checkout.shop, 1_000, { account: { expiresOn: '2020-01-01' } })
    await refused(checkout, () => buy(1, gift(299)), 404, 'VALUE_NOT_FOUND')
    await refused(checkout, () => buy(1, gift(299, '00000-00000-00000-00000-0')), 404, 'VALUE_NOT_FOUND')
    await refused(checkout, () => buy(1, gift(299, 'AAAAA-AAAAA-AAAAA-AAAAA-B')), 404, 'VALUE_NOT_FOUND')
    await refused(checkout, () => buy(1, gift(299, credit.code)), 404, 'VALUE_NOT_FOUND')
    await refused(checkout, () => buy(1, gift(299, euros.code)), 404, 'VALUE_NOT_FOUND')
    await refused(checkout, () => buy(1, gift(299, nothing.code)), 409, 'VALUE_OFFLINE')
    await refused(checkout, () => buy(1, gift(299, blocked.code)), 409, 'VALUE_NOT_ACTIVE', { state: 'blocked' })
    await refused(checkout, () => buy(1, gift(299, over.code)), 409, 'VALUE_NOT_ACTIVE', { state: 'expired' })
    await refused(checkout, () => buy(1, { ...card(299), code: lent.code }), 400, 'VALIDATION_FAILED')
    expect((await buy(1, { ...gift(299, credit.code), tenderTypeId: TENDER.credit })).status).toBe(201)
  })

  test('is not paid out to a card, as long as nothing can put value back on one', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    const { body } = await buy(1, gift(299, lent.code))
    const [bread] = (await checkout.document(body.id)).lines
    const back = {
      registerId: REGISTER.one,
      originalSaleId: body.id,
      lines: [{ originalLineId: bread?.id, quantityMilli: 1000 }],
      refundTenderTypeId: TENDER.gift,
    }
    const attempt = () => checkout.manager.post<Problem>('/sales/returns', back)
    await refused(checkout, attempt, 422, 'SALE_TENDER_NOT_ALLOWED', { tender: 'Gift card' })
    expect(await entries(lent)).toHaveLength(1)
  })

  test('needs the right to redeem, which goes by what is paid with', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    const changeRights = (text: string) => checkout.shop.pull((tx) => void tx.prepare(text).run())
    await changeRights(
      `update role_permissions set permission_code = 'pos:none' where permission_code = 'pos:value_redeem'`,
    )
    await refused(checkout, () => buy(1, gift(299, lent.code)), 403, 'PERMISSION_DENIED')
    await changeRights(
      `update role_permissions set permission_code = 'pos:value_redeem' where permission_code = 'pos:none'`,
    )
    expect((await buy(1, gift(299, lent.code))).status).toBe(201)
  })
})

describe('[SE88] nothing is spent of an allowance', () => {
  test('whose time is over by this server’s clock', async () => {
    const lent = await lentCard(checkout.shop, 1_000, {
      allowance: { grantedAt: checkout.shop.clock.now() - 72 * HOUR },
    })
    await refused(checkout, () => buy(1, gift(299, lent.code)), 409, 'VALUE_OFFLINE')
  })

  test('that head office has ended', async () => {
    const lent = await lentCard(checkout.shop, 1_000, { allowance: { state: 'expired' } })
    await refused(checkout, () => buy(1, gift(299, lent.code)), 409, 'VALUE_OFFLINE')
  })

  test('that was lent to another life of this store: it is given back', async () => {
    const lent = await lentCard(checkout.shop, 1_000, { allowance: { lineage: checkout.shop.ids.next() } })
    await refused(checkout, () => buy(1, gift(299, lent.code)), 409, 'VALUE_OFFLINE')
    await giveBack()
    const returned = await checkout.shop.rows<object>(
      'select spent_minor as spentMinor from allowance_returns where allowance_id = ?',
      lent.allowanceId,
    )
    expect(returned).toEqual([{ spentMinor: 0 }])
  })

  test('that was given back, however open it looks in a catalogue that is behind', async () => {
    const lent = await lentCard(checkout.shop, 1_000)
    await buy(1, gift(299, lent.code))
    await giveBack()
    await checkout.shop.pull((tx) =>
      tx.prepare(`update value_allowances set state = 'expired' where id = ?`).run([lent.allowanceId]),
    )
    expect(await giveBack()).toBe(1)
    await checkout.shop.pull((tx) =>
      tx.prepare(`update value_allowances set state = 'open' where id = ?`).run([lent.allowanceId]),
    )
    await refused(checkout, () => buy(1, gift(299, lent.code)), 409, 'VALUE_OFFLINE')
  })
})

describe('[SE90] what is over', () => {
  test('is given back once, with what was spent of it; what is not over stays', async () => {
    const open = await lentCard(checkout.shop, 1_000)
    const lent = await lentCard(checkout.shop, 1_000)
    await buy(1, gift(299, lent.code))
    await giveBack()
    const before = (await checkout.shop.outbox()).length
    await checkout.shop.pull((tx) =>
      tx.prepare(`update value_allowances set state = 'expired' where id = ?`).run([lent.allowanceId]),
    )
    expect([await giveBack(), await giveBack()]).toEqual([1, 0])
    const [event, ...others] = (await checkout.shop.outbox()).slice(before)
    expect(others).toEqual([])
    expect(event?.type).toBe('value_allowance.returned')
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({ allowanceId: lent.allowanceId, spentMinor: 299 })
    expect((await buy(1, gift(299, open.code))).status).toBe(201)
  })
})

test('a sale that redeems nothing says nothing of it, and costs no statement more', async () => {
  const asked = await askedDuring(() => buy(1, cash(300)))
  expect(asked).toContain('sales')
  expect(asked.filter((text) => /value_|valueEntries|allowance/.test(text))).toEqual([])
  expect(await lastMade()).not.toHaveProperty('redemptions')
})

/** The statements and tables that units ask their handle for meanwhile. */
async function askedDuring(act: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = []
  const { unitOfWork } = checkout.shop.store.needs
  const write = unitOfWork.write.bind(unitOfWork)
  const heard = <Tx extends object>(tx: Tx): Tx =>
    new Proxy(tx, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target)
        if (name === 'catalog') return heard(member as object)
        if (typeof member !== 'function') return member
        return (...args: unknown[]): unknown => {
          asked.push(String(args[0]))
          return Reflect.apply(member, target, args)
        }
      },
    })
  unitOfWork.write = (ctx, name, work) => write(ctx, name, (unit) => work({ ...unit, tx: heard(unit.tx) }))
  await act()
  unitOfWork.write = write
  return asked
}
