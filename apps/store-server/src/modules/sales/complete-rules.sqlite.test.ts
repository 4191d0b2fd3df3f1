import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BOX_CODE, REASON, REGISTER, setPrice, TENDER } from '../../../test/catalogue.ts'
import { card, Checkout, line, refused, SOME_ID } from '../../../test/checkout.ts'

let checkout: Checkout
beforeAll(async () => {
  checkout = await Checkout.open()
})
afterAll(() => checkout.shop.close())

describe('a line', () => {
  test('may be scanned: a barcode, a SKU, or a box that holds twelve', async () => {
    for (const [code, quantity] of [
      ['4006381333931', 1000],
      ['APPLE', 1000],
      [BOX_CODE, 12_000],
    ] as const) {
      const { body } = await checkout.sell([{ code, quantityMilli: 1000 }])
      const fact = await checkout.document(body.id)
      expect(fact.lines[0]).toMatchObject({
        sku: 'APPLE',
        quantityMilli: quantity,
        grossMinor: (quantity / 1000) * 150,
      })
    }
  })

  test('takes the price from the minute it starts on the store’s own wall clock', async () => {
    await checkout.shop.pull((tx) => setPrice(tx, checkout.shop.ids.next(), 'stamp', 120, '2026-03-02T04:30'))
    expect((await checkout.check([line('stamp')])).body.totalMinor).toBe(109)
    await checkout.later(30 * 60_000, async (who) => {
      expect((await checkout.check([line('stamp')], {}, who)).body.totalMinor).toBe(131)
    })
  })

  test('of an open price takes the keyed one, of any other a changed one within the limit', async () => {
    const open = await checkout.document((await checkout.sell([line('misc', 1, { priceMinor: 777 })])).body.id)
    expect(open.lines[0]).toMatchObject({ priceSource: 'open', priceMinor: 777 })
    const changed = await checkout.document((await checkout.sell([line('sweater', 1, { priceMinor: 1800 })])).body.id)
    expect(changed.lines[0]).toMatchObject({ priceSource: 'override', listPriceMinor: 2000, priceMinor: 1800 })
    await refused(
      checkout,
      () => checkout.sell([line('sweater', 1, { priceMinor: 1799 })]),
      403,
      'SALE_OVERRIDE_TOO_FAR',
    )
    await refused(
      checkout,
      () => checkout.sell([line('sweater', 1, { priceMinor: 2201 })]),
      403,
      'SALE_OVERRIDE_TOO_FAR',
    )
  })

  test('keyed at the list price is no change of price', async () => {
    const { body } = await checkout.sell([line('sweater', 1, { priceMinor: 2000 })], {}, checkout.cashier)
    expect((await checkout.document(body.id)).lines[0]).toMatchObject({ priceSource: 'list' })
  })

  test('whose unit is changed is a changed price: 20.00 for ten is not 20.00 for one', async () => {
    await refused(
      checkout,
      () => checkout.sell([line('sweater', 1, { priceMinor: 2000, perMilli: 10_000 })]),
      403,
      'SALE_OVERRIDE_TOO_FAR',
    )
  })

  test.each([
    ['an unknown barcode', { code: '9999', quantityMilli: 1000 }, 404, 'BARCODE_UNKNOWN'],
    ['an unknown variant', { variantId: SOME_ID, quantityMilli: 1000 }, 404, 'BARCODE_UNKNOWN'],
    ['neither variant nor code', { quantityMilli: 1000 }, 400, 'VALIDATION_FAILED'],
    ['both variant and code', { ...line('apple'), code: 'APPLE' }, 400, 'VALIDATION_FAILED'],
    ['no quantity', line('apple', 0), 400, 'VALIDATION_FAILED'],
    ['a product that is gone', line('gone'), 422, 'SALE_PRODUCT_NOT_SELLABLE'],
    ['a product without a price', line('lost'), 422, 'SALE_PRICE_MISSING'],
    ['an open price that nobody keyed', line('misc'), 422, 'SALE_PRICE_MISSING'],
    ['a keyed price where there is none', line('lost', 1, { priceMinor: 5 }), 422, 'SALE_PRICE_MISSING'],
    [
      'a quantity beyond counting',
      { ...line('sweater'), quantityMilli: 9_007_199_254_740_991 },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a rate and an amount off',
      line('apple', 1, { discount: { ratePpm: 1, amountMinor: 1 } }),
      400,
      'VALIDATION_FAILED',
    ],
    ['a discount of nothing', line('apple', 1, { discount: {} }), 400, 'VALIDATION_FAILED'],
  ])('with %s is refused', async (_, wrong, status, code) => {
    await refused(checkout, () => checkout.sell([wrong]), status, code)
  })

  test('of nothing is no sale', async () => {
    await refused(checkout, () => checkout.sell([], { payments: [] }), 422, 'SALE_EMPTY')
  })
})

describe('a discount', () => {
  const off = (ratePpm: number) => ({ discount: { ratePpm, reasonCodeId: REASON.damaged } })

  test('on a line stays within the limit', async () => {
    expect((await checkout.sell([line('sweater', 1, off(200_000))])).body).toMatchObject({ discountMinor: 400 })
    await refused(checkout, () => checkout.sell([line('sweater', 1, off(200_001))]), 403, 'SALE_DISCOUNT_TOO_HIGH', {
      limit: 20,
    })
    const amount = (amountMinor: number) => ({ discount: { amountMinor, reasonCodeId: REASON.damaged } })
    expect((await checkout.sell([line('sweater', 2, amount(800))])).status).toBe(201)
    await refused(checkout, () => checkout.sell([line('sweater', 2, amount(801))]), 403, 'SALE_DISCOUNT_TOO_HIGH')
  })

  test('on the cart stays within its own limit, and is spread without losing a cent', async () => {
    const cartDiscount = (ratePpm: number) => ({ cartDiscount: { ratePpm, reasonCodeId: REASON.damaged } })
    const { body } = await checkout.sell([line('apple'), line('apple'), line('apple')], {
      cartDiscount: { amountMinor: 10, reasonCodeId: REASON.damaged },
    })
    expect((await checkout.document(body.id)).lines.map((each) => each.discountMinor).toSorted()).toEqual([3, 3, 4])
    await refused(
      checkout,
      () => checkout.sell([line('sweater')], cartDiscount(100_001)),
      403,
      'SALE_DISCOUNT_TOO_HIGH',
      { limit: 10 },
    )
  })

  test('is not given on what allows none, and a cart discount passes it by', async () => {
    await refused(checkout, () => checkout.sell([line('stamp', 1, off(10_000))]), 422, 'SALE_NOT_DISCOUNTABLE')
    const { body } = await checkout.sell([line('stamp'), line('sweater')], {
      cartDiscount: { ratePpm: 100_000, reasonCodeId: REASON.damaged },
    })
    expect((await checkout.document(body.id)).lines.map((each) => each.discountMinor)).toEqual([0, 200])
  })

  test('needs a reason above what is free', async () => {
    const bare = { discount: { ratePpm: 50_000 } }
    await refused(checkout, () => checkout.sell([line('sweater', 1, bare)]), 422, 'SALE_REASON_MISSING')
    await refused(
      checkout,
      () => checkout.sell([line('sweater')], { cartDiscount: { ratePpm: 50_000 } }),
      422,
      'SALE_REASON_MISSING',
    )
    await checkout.shop.set('sales.free_discount_bp', 500)
    expect((await checkout.sell([line('sweater', 1, bare)])).status).toBe(201)
    await refused(
      checkout,
      () => checkout.sell([line('sweater', 1, { discount: { ratePpm: 50_001 } })]),
      422,
      'SALE_REASON_MISSING',
    )
    await checkout.shop.set('sales.free_discount_bp', 0)
  })

  test('of the company’s own limit counts at once', async () => {
    await checkout.shop.set('sales.max_line_discount_bp', 500)
    await refused(checkout, () => checkout.sell([line('sweater', 1, off(60_000))]), 403, 'SALE_DISCOUNT_TOO_HIGH', {
      limit: 5,
    })
    await checkout.shop.set('sales.max_line_discount_bp', 2000)
  })
})

describe('what a sale contains decides what its cashier needs to be allowed', () => {
  const reason = { reasonCodeId: REASON.damaged }
  test.each([
    ['a cart discount', [line('apple', 10)], { cartDiscount: { ratePpm: 10_000, ...reason } }, 'pos:discount_cart'],
    ['a changed price', [line('apple', 1, { priceMinor: 149 })], {}, 'pos:price_override'],
    ['a card by hand', [line('apple')], { payments: [card(163)] }, 'pos:tender_manual'],
    ['goods back without a receipt', [line('apple', -1), line('sweater')], {}, 'pos:refund_without_receipt'],
  ])('%s', async (_, lines, changes, permission) => {
    await refused(checkout, () => checkout.sell(lines, changes, checkout.cashier), 403, 'PERMISSION_DENIED', {
      permission,
    })
    await refused(checkout, () => checkout.check(lines, changes, checkout.cashier), 403, 'PERMISSION_DENIED', {
      permission,
    })
  })

  test('a line discount and an open price he may give', async () => {
    const lines = [line('apple', 1, { discount: { ratePpm: 10_000, ...reason } }), line('misc', 1, { priceMinor: 100 })]
    expect((await checkout.sell(lines, {}, checkout.cashier)).status).toBe(201)
  })
})

describe('paying', () => {
  test.each([
    ['too little', [card(162)], 422, 'SALE_UNDERPAID', { amount: 1 }],
    ['nothing', [], 422, 'SALE_UNDERPAID', { amount: 163 }],
    ['too much on a card', [card(164)], 422, 'SALE_OVERPAID', undefined],
    [
      'a tender that is no longer taken',
      [{ tenderTypeId: TENDER.voucher, tenderedMinor: 163 }],
      422,
      'SALE_TENDER_NOT_ALLOWED',
      { tender: 'Old voucher' },
    ],
    [
      'another currency',
      [{ tenderTypeId: TENDER.euro, tenderedMinor: 163 }],
      422,
      'SALE_TENDER_NOT_ALLOWED',
      { tender: 'Euros' },
    ],
    ['an unknown tender', [{ tenderTypeId: SOME_ID, tenderedMinor: 163 }], 422, 'SALE_TENDER_NOT_ALLOWED', undefined],
  ])('with %s is refused', async (_, payments, status, code, params) => {
    await refused(checkout, () => checkout.sell([line('apple')], { payments }), status, code, params)
  })

  test('what the client shows must be what is due, rounded for cash or not', async () => {
    await refused(
      checkout,
      () => checkout.sell([line('apple')], { expectedPayableMinor: 162 }),
      409,
      'SALE_TOTALS_DIFFER',
    )
    expect((await checkout.sell([line('apple')], { expectedPayableMinor: 165 })).status).toBe(201)
    expect((await checkout.sell([line('apple')], { expectedPayableMinor: 163, payments: [card(163)] })).status).toBe(
      201,
    )
    await refused(
      checkout,
      () => checkout.sell([line('apple')], { expectedPayableMinor: 165, payments: [card(163)] }),
      409,
      'SALE_TOTALS_DIFFER',
    )
  })

  test('above the largest sale needs an approval', async () => {
    await checkout.shop.set('sales.max_total_minor', 2000)
    await refused(checkout, () => checkout.sell([line('sweater')]), 403, 'APPROVAL_REQUIRED')
    expect((await checkout.sell([line('apple')])).status).toBe(201)
    await checkout.shop.set('sales.max_total_minor', null)
  })
})

describe('asking whether a sale may be made', () => {
  test('gives its totals and never writes', async () => {
    const before = await checkout.traces()
    expect(await checkout.check([line('apple', 3), line('bread')])).toMatchObject({
      status: 200,
      body: { grossMinor: 749, discountMinor: 0, taxMinor: 40, totalMinor: 789 },
    })
    expect(await checkout.traces()).toEqual(before)
  })

  test('needs no payments, and takes those of a register whose till sells for itself', async () => {
    const till = await checkout.shop.till(REGISTER.two)
    await till.peer.post(`/registers/${REGISTER.two}/lease`, { lineage: checkout.shop.ids.next(), tab: 't' })
    expect(await checkout.check([line('apple')], { registerId: REGISTER.two })).toMatchObject({
      status: 200,
      body: { totalMinor: 163 },
    })
  })

  test('says when the till’s prices are old: its total differs', async () => {
    expect((await checkout.check([line('apple')], { expectedPayableMinor: 163 })).status).toBe(200)
    await refused(
      checkout,
      () => checkout.check([line('apple')], { expectedPayableMinor: 150 }),
      409,
      'SALE_TOTALS_DIFFER',
    )
  })

  test('refuses what selling would', async () => {
    await refused(checkout, () => checkout.check([line('gone')]), 422, 'SALE_PRODUCT_NOT_SELLABLE')
    await refused(
      checkout,
      () => checkout.check([line('sweater', 1, { discount: { ratePpm: 300_000, reasonCodeId: REASON.damaged } })]),
      403,
      'SALE_DISCOUNT_TOO_HIGH',
    )
    await refused(checkout, () => checkout.check([{ code: '9999', quantityMilli: 1000 }]), 404, 'BARCODE_UNKNOWN')
  })
})

describe('a register', () => {
  beforeEach(() => checkout.shop.set('shift.max_hours', 24))

  test.each([
    ['without a shift', REGISTER.two, 409],
    ['of another store', REGISTER.elsewhere, 404],
    ['that is retired', REGISTER.retired, 404],
    ['nobody knows', SOME_ID, 404],
  ])('%s sells nothing', async (_, registerId, status) => {
    const before = await checkout.traces()
    expect((await checkout.sell([line('apple')], { registerId })).status).toBe(status)
    expect(await checkout.traces()).toEqual(before)
  })

  test('whose shift runs longer than a day may must be closed first', async () => {
    await checkout.later(25 * 3_600_000, async (who) => {
      await refused(checkout, () => checkout.sell([line('apple')], {}, who), 409, 'SALE_DAY_TOO_LONG')
      await checkout.shop.set('shift.max_hours', 168)
      expect((await checkout.sell([line('apple')], {}, who)).status).toBe(201)
    })
  })
})

test('nothing failed on the way', () => {
  expect(checkout.shop.errors).toEqual([])
})
