import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARD, CASH, TENDERS } from '../test/facts.ts'
import { sum } from '../test/arbitrary.ts'
import { cashRounding } from './cash-rounding.ts'
import { Refusal } from './refusal.ts'
import { restFor } from './rest-for.ts'
import { settle } from './settle.ts'
import type { TenderType } from './tender.ts'

const VOUCHER: TenderType = { ...CARD, id: 'voucher', name: 'Voucher', kind: 'voucher', canRefund: false }
const TYPES = [...TENDERS, VOUCHER]

function pay(totalMinor: number, ...tenders: [string, number][]) {
  const handed = tenders.map(([tenderTypeId, tenderedMinor]) => ({ tenderTypeId, tenderedMinor }))
  return settle({ totalMinor, currency: 'EUR' }, handed, TYPES)
}

function refusal(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.params }
    throw error
  }
  return undefined
}

describe('cash rounding', () => {
  test('goes to the nearest coin, halves away from zero', () => {
    expect([1001, 1002, 1003, 1005, 1008].map((amount) => cashRounding(amount, CASH))).toEqual([-1, -2, 2, 0, 2])
    expect(cashRounding(25, { roundingMinor: 50, roundingMode: 'half_up' })).toBe(25)
    expect(cashRounding(-25, { roundingMinor: 50, roundingMode: 'half_up' })).toBe(-25)
    expect(cashRounding(1004, { roundingMinor: 5, roundingMode: 'down' })).toBe(-4)
    expect(cashRounding(1001, { roundingMinor: 5, roundingMode: 'up' })).toBe(4)
  })

  test('of any amount gives coins, never moves it by a whole coin, and mirrors', () => {
    const modes = fc.constantFrom('half_up' as const, 'down' as const, 'up' as const)
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), modes, (amount, roundingMinor, roundingMode) => {
        const difference = cashRounding(amount, { roundingMinor, roundingMode })
        expect(Math.abs((amount + difference) % roundingMinor)).toBe(0)
        expect(Math.abs(difference)).toBeLessThan(roundingMinor)
        expect(0 - cashRounding(0 - amount, { roundingMinor, roundingMode })).toBe(difference)
      }),
    )
  })

  test('half up never moves an amount by more than half a coin', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), (amount, roundingMinor) => {
        const difference = cashRounding(amount, { roundingMinor, roundingMode: 'half_up' })
        expect(Math.abs(difference) * 2).toBeLessThanOrEqual(roundingMinor)
      }),
    )
  })

  test('in coins of nothing is refused', () => {
    expect(() => cashRounding(5, { roundingMinor: 0, roundingMode: 'up' })).toThrow(RangeError)
  })
})

describe('settling', () => {
  test('cash is rounded and gives change', () => {
    expect(pay(1003, ['cash', 2000])).toMatchObject({
      cashRoundingMinor: 2,
      payableMinor: 1005,
      changeMinor: 995,
      payments: [{ tenderKind: 'cash', tenderedMinor: 2000, changeMinor: 995, amountMinor: 1005 }],
    })
  })

  test('a card is never rounded', () => {
    expect(pay(1003, ['card', 1003])).toMatchObject({ cashRoundingMinor: 0, payableMinor: 1003 })
  })

  test('on a mixed payment only the part in cash is rounded, in whatever order it is handed over', () => {
    const expected = { cashRoundingMinor: 2, payableMinor: 1005, changeMinor: 0 }
    expect(pay(1003, ['card', 500], ['cash', 505])).toMatchObject(expected)
    expect(pay(1003, ['cash', 505], ['card', 500])).toMatchObject(expected)
    expect(pay(1003, ['cash', 500], ['card', 503])).toMatchObject({ cashRoundingMinor: 0, payableMinor: 1003 })
  })

  test('two cents rounded to nothing are paid with nothing in cash', () => {
    expect(pay(2, ['cash', 0])).toMatchObject({
      cashRoundingMinor: -2,
      payableMinor: 0,
      payments: [{ amountMinor: 0 }],
    })
  })

  test('change comes from the last cash first', () => {
    expect(pay(1500, ['cash', 1000], ['cash', 2000]).payments.map((each) => each.changeMinor)).toEqual([0, 1500])
    expect(pay(500, ['cash', 1000], ['cash', 2000]).payments.map((each) => each.changeMinor)).toEqual([500, 2000])
  })

  test('a refund is a negative payment on a named tender, rounded as the tender is', () => {
    expect(pay(-1003, ['card', -1003])).toMatchObject({
      payableMinor: -1003,
      payments: [{ amountMinor: -1003, changeMinor: 0 }],
    })
    expect(pay(-1003, ['cash', -1005])).toMatchObject({ cashRoundingMinor: -2, payableMinor: -1005 })
  })

  test('an even exchange needs no payment', () => {
    expect(pay(0)).toEqual({ payments: [], cashRoundingMinor: 0, payableMinor: 0, changeMinor: 0 })
  })

  test('cash can be given back for a voucher worth more than the sale', () => {
    expect(pay(3000, ['voucher', 5000], ['cash', -2000])).toMatchObject({ payableMinor: 3000, changeMinor: 0 })
  })

  test('too little is refused and says how much is missing', () => {
    expect(refusal(() => pay(1003, ['cash', 1000]))).toEqual({ code: 'SALE_UNDERPAID', amount: 5 })
    expect(refusal(() => pay(1003, ['card', 1000]))).toEqual({ code: 'SALE_UNDERPAID', amount: 3 })
    expect(refusal(() => pay(1003))).toEqual({ code: 'SALE_UNDERPAID', amount: 1003 })
    expect(refusal(() => pay(-1000, ['cash', -500]))).toEqual({ code: 'SALE_UNDERPAID', amount: 500 })
    expect(refusal(() => pay(-1000))).toEqual({ code: 'SALE_UNDERPAID', amount: 1000 })
  })

  test('more than the total is refused on a tender that gives no change', () => {
    expect(refusal(() => pay(1000, ['card', 1001]))).toEqual({ code: 'SALE_OVERPAID' })
    expect(refusal(() => pay(1000, ['card', 1001], ['cash', 500]))).toEqual({ code: 'SALE_OVERPAID' })
    expect(refusal(() => pay(-1000, ['cash', -1500]))).toEqual({ code: 'SALE_OVERPAID' })
    expect(refusal(() => pay(-1000, ['card', -1500]))).toEqual({ code: 'SALE_OVERPAID' })
  })

  test('a tender that is unknown, closed, foreign or cannot pay out is refused by name', () => {
    const types = [{ ...CASH, isActive: false }, { ...CARD, currency: 'USD' }, VOUCHER]
    const pays = (tenderTypeId: string, tenderedMinor: number) => () =>
      settle({ totalMinor: tenderedMinor, currency: 'EUR' }, [{ tenderTypeId, tenderedMinor }], types)
    expect(refusal(pays('cash', 100))).toEqual({ code: 'SALE_TENDER_NOT_ALLOWED', tender: 'Cash' })
    expect(refusal(pays('card', 100))).toEqual({ code: 'SALE_TENDER_NOT_ALLOWED', tender: 'Card' })
    expect(refusal(pays('voucher', -100))).toEqual({ code: 'SALE_TENDER_NOT_ALLOWED', tender: 'Voucher' })
    expect(refusal(pays('pearls', 100))).toEqual({ code: 'SALE_TENDER_NOT_ALLOWED', tender: 'pearls' })
    expect(refusal(() => pay(-1000, ['cash', 500]))).toEqual({ code: 'SALE_TENDER_NOT_ALLOWED', tender: 'Cash' })
  })

  test('whatever is handed over, payments make up the payable amount, and change is less than the last note', () => {
    const handed = fc.array(fc.constantFrom(5, 100, 500, 1000, 2000, 5000, 10_000), { maxLength: 12 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        handed,
        (totalMinor, card, notes) => {
          const byCard = Math.min(card, totalMinor)
          const due = totalMinor - byCard + cashRounding(totalMinor - byCard, CASH)
          const given: number[] = []
          for (const note of notes) if (sum(given) < due) given.push(note)
          const tenders: [string, number][] = [
            ['card', byCard],
            ...given.map((note): [string, number] => ['cash', note]),
          ]
          fc.pre(given.length > 0 && sum(given) >= due)
          const settled = pay(totalMinor, ...tenders)
          expect(sum(settled.payments.map((each) => each.amountMinor))).toBe(settled.payableMinor)
          expect(settled.payableMinor).toBe(totalMinor + settled.cashRoundingMinor)
          expect(settled.changeMinor).toBe(sum(given) - due)
          expect(settled.changeMinor).toBeGreaterThanOrEqual(0)
          expect(settled.changeMinor).toBeLessThan(given.at(-1) ?? 0)
          for (const each of settled.payments) expect(each.tenderedMinor - each.changeMinor).toBe(each.amountMinor)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('whatever falls short is refused with the amount that is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 0, max: 30_000 }), (totalMinor, handed) => {
        const due = totalMinor + cashRounding(totalMinor, CASH)
        fc.pre(handed < due)
        expect(refusal(() => pay(totalMinor, ['cash', handed]))).toEqual({
          code: 'SALE_UNDERPAID',
          amount: due - handed,
        })
      }),
    )
  })

  test('what the till proposes for the rest settles the sale exactly', () => {
    const totals = fc.integer({ min: -30_000, max: 30_000 })
    fc.assert(
      fc.property(totals, fc.integer({ min: 0, max: 100 }), fc.constantFrom(CASH, CARD), (totalMinor, share, last) => {
        const byCard = Math.trunc((totalMinor * share) / 100)
        const first = byCard === 0 ? [] : [{ tenderTypeId: CARD.id, tenderedMinor: byCard }]
        const due = { totalMinor, currency: 'EUR' }
        const tenders = [...first, { tenderTypeId: last.id, tenderedMinor: restFor(due, first, last) }]
        expect(settle(due, tenders, TYPES).changeMinor).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })
})
