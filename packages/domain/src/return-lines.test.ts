import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SaleFact } from '@pos/shared-types'
import { GROUPS, rateOff, sum } from '../test/arbitrary.ts'
import { countingIds, factOf, facts, SERIES, sha256, CASH } from '../test/facts.ts'
import { checkSaleFact, signsFollowQuantity } from './check-sale-fact.ts'
import { priceCart } from './price-cart.ts'
import { Refusal } from './refusal.ts'
import { returnLines, type ReturnLine } from './return-lines.ts'
import { verifyChain, genesisOf } from './receipt-chain.ts'
import { addTotals, totalsOf } from './shift-totals.ts'
import { voidOf } from './void-of.ts'

const pricing = { isTaxIncluded: false, taxRounding: 'line', exemption: null } as const

function refusal(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.params }
    throw error
  }
  return undefined
}

/** Gives a whole line back in pieces of the given sizes, the last one taking what is left. */
function inPieces(fact: SaleFact, lineId: string, sizes: readonly number[]): ReturnLine[] {
  const whole = fact.lines.find((line) => line.id === lineId)?.quantityMilli ?? 0
  const pieces: ReturnLine[] = []
  let before = 0
  for (const size of [...sizes, whole]) {
    const quantityMilli = Math.min(size, whole - before)
    if (quantityMilli === 0) break
    pieces.push(...returnLines(fact, new Map([[lineId, before]]), [{ lineId, quantityMilli }]))
    before += quantityMilli
  }
  return pieces
}

describe('however a line comes back in parts,', () => {
  test('the parts are the line: gross, discount, tax and total, tax by tax and discount by discount', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 8 }), (fact, sizes) => {
        for (const line of fact.lines) {
          const pieces = inPieces(fact, line.id, sizes)
          for (const figure of ['grossMinor', 'discountMinor', 'taxAddedMinor', 'taxMinor', 'totalMinor'] as const) {
            expect(0 - sum(pieces.map((piece) => piece.copy[figure]))).toBe(line[figure])
          }
          for (const tax of fact.taxes.filter((each) => each.saleLineId === line.id)) {
            const shares = pieces.flatMap((piece) =>
              piece.copy.taxes.filter((each) => each.taxRateId === tax.taxRateId),
            )
            expect(0 - sum(shares.map((each) => each.taxMinor))).toBe(tax.taxMinor)
            expect(0 - sum(shares.map((each) => each.baseMinor))).toBe(tax.baseMinor)
          }
          for (const discount of fact.discounts.filter((each) => each.saleLineId === line.id)) {
            const shares = pieces.flatMap((piece) =>
              piece.copy.discounts.filter((each) => each.position === discount.position),
            )
            expect(0 - sum(shares.map((each) => each.amountMinor))).toBe(discount.amountMinor)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('no part points the wrong way: amounts follow the quantity, no discount exceeds its line', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 8 }), (fact, sizes) => {
        for (const line of fact.lines) {
          for (const { copy, quantityMilli } of inPieces(fact, line.id, sizes)) {
            expect(signsFollowQuantity({ ...copy, quantityMilli })).toBe(true)
            expect(Math.abs(copy.discountMinor)).toBeLessThanOrEqual(Math.abs(copy.grossMinor))
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

test('three for ten euros come back as 3.33, 3.34 and 3.33', () => {
  const cart = {
    lines: [
      {
        priceMinor: 1000,
        perMilli: 3000,
        quantityMilli: 3000,
        taxGroup: null,
        isDiscountable: true,
        discounts: [],
        copy: null,
      },
    ],
    discounts: [],
  }
  const pieces = inPieces(factOf({ cart, pricing }), 'line-1', [1000, 1000, 1000])
  expect(pieces.map((piece) => piece.copy.totalMinor)).toEqual([-333, -334, -333])
})

test('a return gives back the price that was paid, not the price on the shelf', () => {
  const quebec = GROUPS.find((group) => group.id === 'quebec') ?? null
  const cart = {
    lines: [
      {
        priceMinor: 1000,
        perMilli: 1000,
        quantityMilli: 2000,
        taxGroup: quebec,
        isDiscountable: true,
        discounts: [rateOff(250_000)],
        copy: null,
      },
    ],
    discounts: [rateOff(100_000, 'cart')],
  }
  const original = factOf({ cart, pricing })
  const [line] = returnLines(original, new Map(), [{ lineId: 'line-1', quantityMilli: 1000 }])
  const priced = priceCart({ lines: [line!], discounts: [rateOff(500_000, 'cart')] }, pricing)
  expect(priced).toMatchObject({ grossMinor: -1000, discountMinor: -325, taxMinor: -102, totalMinor: -777 })
  const back = factOf({
    cart: { lines: [line!], discounts: [] },
    pricing,
    tenders: [{ tenderTypeId: 'cash', tenderedMinor: -775 }],
    header: { id: 'sale-2' },
  })
  expect(back.sale).toMatchObject({ kind: 'return', totalMinor: -777, cashRoundingMinor: 2, payableMinor: -775 })
  expect(checkSaleFact(back, sha256)).toEqual([])
})

test('returned and new goods on one sale are settled together', () => {
  fc.assert(
    fc.property(facts, facts, (original, other) => {
      const requests = original.lines.map((line) => ({ lineId: line.id, quantityMilli: line.quantityMilli }))
      const back = returnLines(original, new Map(), requests)
      const cart = {
        lines: [...back, ...back.map((line) => ({ ...line, copy: null, quantityMilli: -line.quantityMilli }))],
        discounts: [],
      }
      const exchange = factOf({ cart, pricing, header: { id: other.sale.id } })
      expect(exchange.sale.kind).toBe('exchange')
      expect(checkSaleFact(exchange, sha256)).toEqual([])
    }),
    { numRuns: 50 },
  )
})

describe('a return is refused', () => {
  const cart = {
    lines: [
      {
        priceMinor: 1000,
        perMilli: 1000,
        quantityMilli: 3000,
        taxGroup: null,
        isDiscountable: true,
        discounts: [],
        copy: null,
      },
    ],
    discounts: [],
  }
  const original = factOf({ cart, pricing })

  test('for more than was sold, or than is left', () => {
    const ask = (already: number, ...wanted: number[]) =>
      refusal(() =>
        returnLines(
          original,
          new Map([['line-1', already]]),
          wanted.map((quantityMilli) => ({ lineId: 'line-1', quantityMilli })),
        ),
      )
    expect(ask(0, 3001)).toEqual({ code: 'RETURN_EXCEEDS_SOLD', quantity: 3000 })
    expect(ask(2000, 1001)).toEqual({ code: 'RETURN_EXCEEDS_SOLD', quantity: 1000 })
    expect(ask(0, 2000, 1001)).toEqual({ code: 'RETURN_EXCEEDS_SOLD', quantity: 1000 })
    expect(ask(4000, 1)).toEqual({ code: 'RETURN_EXCEEDS_SOLD', quantity: 0 })
    expect(ask(0, 0)).toEqual({ code: 'RETURN_EXCEEDS_SOLD', quantity: 3000 })
    expect(ask(0, -1)).toEqual({ code: 'RETURN_EXCEEDS_SOLD', quantity: 3000 })
  })

  test('for a line that is not on the sale, or came back itself', () => {
    expect(refusal(() => returnLines(original, new Map(), [{ lineId: 'x', quantityMilli: 1 }]))).toMatchObject({
      code: 'NOT_FOUND',
    })
    const back = factOf({
      cart: { lines: returnLines(original, new Map(), [{ lineId: 'line-1', quantityMilli: 1000 }]), discounts: [] },
      pricing,
    })
    expect(refusal(() => returnLines(back, new Map(), [{ lineId: 'line-1', quantityMilli: 1000 }]))).toEqual({
      code: 'RETURN_NOT_ALLOWED',
      product: 'Article 0',
    })
  })
})

describe('a void', () => {
  const series = { ...SERIES, id: 'voids-1', prevHash: genesisOf({ registerId: 'register-1', id: 'voids-1' }, sha256) }

  function voided(fact: SaleFact): SaleFact {
    const { userId, deviceId, capture, appVersion, clockState, hlc, catalogueVersion } = fact.sale
    const who = { userId, deviceId, capture, appVersion, clockState, hlc, catalogueVersion, note: 'wrong customer' }
    const header = { ...who, id: 'void-1', eventId: 'event-2', completedAt: fact.sale.completedAt + 60_000 }
    return voidOf(fact, { header, series, nextId: countingIds(1000), sha256 })
  }

  test('mirrors the sale to the unit, in its own series', () => {
    fc.assert(
      fc.property(facts, (fact) => {
        const mirror = voided(fact)
        expect(mirror.sale).toMatchObject({ kind: 'void', originalSaleId: fact.sale.id, documentNo: 'MAD-1-Va-000001' })
        expect(checkSaleFact(mirror, sha256)).toEqual([])
        expect(verifyChain([mirror], { hash: series.prevHash, number: 0 }, sha256)).toBeUndefined()
        expect(mirror.sale.totalMinor + fact.sale.totalMinor).toBe(0)
        expect(mirror.lines.map((line) => line.originalLineId)).toEqual(fact.lines.map((line) => line.id))
        expect(mirror.payments.map((payment) => payment.refundOfPaymentId)).toEqual(
          fact.payments.map((payment) => payment.id),
        )
        const ids = [...mirror.lines, ...mirror.taxes, ...mirror.discounts, ...mirror.payments].map((row) => row.id)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 100 },
    )
  })

  test('leaves nothing in the drawer and no tax in the shift', () => {
    fc.assert(
      fc.property(facts, (fact) => {
        const totals = addTotals(totalsOf(fact), totalsOf(voided(fact)))
        const undone = ['net', 'tendered', 'change', 'tax', 'discounts', 'rounding']
        expect(totals.filter((row) => undone.includes(row.metric) && row.amountMinor !== 0)).toEqual([])
        expect(sum(totals.filter((row) => ['sales', 'voids'].includes(row.metric)).map((row) => row.amountMinor))).toBe(
          0,
        )
      }),
      { numRuns: 100 },
    )
  })

  test('of a cash sale takes back tender and change, not only the net', () => {
    const cart = {
      lines: [
        {
          priceMinor: 1503,
          perMilli: 1000,
          quantityMilli: 1000,
          taxGroup: null,
          isDiscountable: true,
          discounts: [],
          copy: null,
        },
      ],
      discounts: [],
    }
    const mirror = voided(factOf({ cart, pricing, tenders: [{ tenderTypeId: CASH.id, tenderedMinor: 2000 }] }))
    expect(mirror.payments).toMatchObject([{ tenderedMinor: -2000, changeMinor: -495, amountMinor: -1505 }])
  })
})
