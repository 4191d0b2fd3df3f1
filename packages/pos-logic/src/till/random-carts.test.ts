import { checkSaleFact } from '@pos/domain'
import { SaleFact } from '@pos/shared-types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryStore } from '../../test/memory-store.ts'
import { openTill } from '../../test/new-till.ts'
import { CARD, CASH, REASON, shopDocuments } from '../../test/shop.ts'
import { sha256 } from '../node/digests.ts'

const RUNS = process.env['POS_LONG'] === '1' ? 3_000 : 200

const discount = fc.option(
  fc.oneof(
    fc.record({ ratePpm: fc.integer({ min: 1, max: 1_000_000 }), reasonCodeId: fc.constant(REASON) }),
    fc.record({ amountMinor: fc.integer({ min: 1, max: 5_000 }), reasonCodeId: fc.constant(REASON) }),
  ),
)
const line = fc.record({
  code: fc.constantFrom('APPLE', 'BREAD', 'CHEESE', 'NAILS', '4006381333931'),
  quantityMilli: fc.integer({ min: 1, max: 50_000 }),
  discount,
  override: fc.option(fc.integer({ min: 0, max: 10_000 }), { freq: 5 }),
})
const cart = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  cartDiscount: discount,
  cardShare: fc.integer({ min: 0, max: 100 }),
  extra: fc.integer({ min: 0, max: 5_000 }),
})

for (const isTaxIncluded of [false, true]) {
  for (const cashRounding of [1, 5]) {
    test(`whatever is rung up makes a fact that agrees with itself (tax ${isTaxIncluded ? 'included' : 'added'}, coins of ${cashRounding})`, async () => {
      const { till, store } = await openTill(new MemoryStore(shopDocuments({ isTaxIncluded, cashRounding })))
      store.isAway = true
      await fc.assert(
        fc.asyncProperty(cart, async ({ lines, cartDiscount, cardShare, extra }) => {
          till.cart.clear()
          for (const { code, quantityMilli, discount: choice, override } of lines) {
            const { details } = till.cart.add(code, { quantityMilli })
            if (override !== null) till.cart.overridePrice(details.id, override)
            if (choice !== null) till.cart.discountLine(details.id, choice)
          }
          if (cartDiscount !== null) till.cart.discountCart(cartDiscount)
          const due = till.cart.price().totalMinor
          const onCard = Math.floor((due * cardShare) / 100)
          const { fact, changeMinor } = await till.sales.complete([
            ...(onCard > 0 ? [{ tenderTypeId: CARD, tenderedMinor: onCard }] : []),
            { tenderTypeId: CASH, tenderedMinor: due - onCard + 5 + extra },
          ])
          expect(checkSaleFact(fact, sha256)).toEqual([])
          expect(Object.keys(fact.sale).toSorted()).toEqual(Object.keys(SaleFact.properties.sale.properties).toSorted())
          expect(changeMinor).toBe(due + 5 + extra - fact.sale.payableMinor)
          expect(Math.abs(fact.sale.cashRoundingMinor)).toBeLessThan(cashRounding)
        }),
        { numRuns: RUNS },
      )
    })
  }
}
