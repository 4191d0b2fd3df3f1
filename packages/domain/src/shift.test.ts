import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CashMovementRecord, SaleFact, ShiftTotalRecord } from '@pos/shared-types'
import { carts, pricings, sum } from '../test/arbitrary.ts'
import { CASH, factOf, HEADER, SERIES, sha256, SHIFT } from '../test/facts.ts'
import { priceCart } from './price-cart.ts'
import { Refusal } from './refusal.ts'
import { restFor } from './rest-for.ts'
import { nextSaleState, type SaleEvent, type SaleState } from './sale-life.ts'
import { isZSealed, sealShift } from './seal-shift.ts'
import { countDifference, expectedDrawer } from './shift-count.ts'
import { nextShiftState, type ShiftEvent } from './shift-life.ts'
import { addTotals, totalKey, totalsOf, totalsOfAbandonedCart, totalsOfCashMovement } from './shift-totals.ts'

const cashTender = { tenderTypeId: CASH.id, kind: 'cash' } as const

/** A sale paid in cash with something too much. */
const cashSales = fc
  .record({ cart: carts, pricing: pricings, extra: fc.integer({ min: 0, max: 200 }) })
  .map(({ cart, pricing, extra }) => {
    const rest = restFor({ totalMinor: priceCart(cart, pricing).totalMinor, currency: 'EUR' }, [], CASH)
    return factOf({ cart, pricing, tenders: [{ tenderTypeId: CASH.id, tenderedMinor: rest + extra * 5 }] })
  })

function movement(kind: CashMovementRecord['kind'], amountMinor: number): CashMovementRecord {
  const { storeId, eventId, businessOn, deviceId, userId, shiftId, currency } = HEADER
  const rest = {
    storeId,
    eventId,
    businessOn,
    deviceId,
    userId,
    shiftId,
    currency,
    lineNo: 1,
    reasonCodeId: null,
    note: null,
  }
  return { ...rest, id: 'movement', occurredAt: HEADER.completedAt, kind, amountMinor }
}

function amountOf(totals: readonly ShiftTotalRecord[], metric: ShiftTotalRecord['metric']): number {
  return sum(totals.filter((row) => row.metric === metric).map((row) => row.amountMinor))
}

describe('totals of a shift', () => {
  test('tell tendered, change and net apart, and their drawer is float plus net cash plus movements', () => {
    const movements = fc.array(
      fc.constantFrom(movement('cash_in', 500), movement('cash_out', -300), movement('safe_drop', -1000)),
    )
    fc.assert(
      fc.property(
        fc.array(cashSales, { maxLength: 6 }),
        movements,
        fc.integer({ min: 0, max: 50_000 }),
        (sales, moves, floatMinor) => {
          const totals = [...sales.map(totalsOf), ...moves.map(totalsOfCashMovement)].reduce(addTotals, [])
          const tendered = sum(sales.flatMap((fact) => fact.payments.map((payment) => payment.tenderedMinor)))
          const change = sum(sales.flatMap((fact) => fact.payments.map((payment) => payment.changeMinor)))
          expect([amountOf(totals, 'tendered'), amountOf(totals, 'change')]).toEqual([tendered, change])
          const moved = sum(moves.map((each) => each.amountMinor))
          expect(expectedDrawer(totals, floatMinor, cashTender, 'EUR')).toBe(floatMinor + tendered - change + moved)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('of sales, returns and voids sum to the totals of the documents', () => {
    fc.assert(
      fc.property(fc.array(cashSales, { minLength: 1, maxLength: 5 }), (sales) => {
        const totals = sales.map(totalsOf).reduce(addTotals, [])
        const documents = sum(sales.map((fact) => fact.sale.totalMinor))
        expect(amountOf(totals, 'sales') + amountOf(totals, 'returns') + amountOf(totals, 'voids')).toBe(documents)
        expect(amountOf(totals, 'net')).toBe(documents + amountOf(totals, 'rounding'))
        expect(sum(totals.filter((row) => row.metric === 'sales').map((row) => row.count))).toBe(sales.length)
      }),
      { numRuns: 100 },
    )
  })

  test('do not depend on the order in which sales arrive', () => {
    fc.assert(
      fc.property(fc.array(cashSales, { maxLength: 5 }), (sales) => {
        const there = sales.map(totalsOf).reduce(addTotals, [])
        expect(sales.toReversed().map(totalsOf).reduce(addTotals, [])).toEqual(there)
        expect(new Set(there.map(totalKey)).size).toBe(there.length)
      }),
      { numRuns: 50 },
    )
  })

  test('count a drawer opened without a sale and a cart given up, and leave float and rest alone', () => {
    expect(totalsOfCashMovement(movement('no_sale', 0))).toMatchObject([
      { metric: 'no_sale', amountMinor: 0, count: 1 },
    ])
    expect(totalsOfCashMovement(movement('float', 10_000))).toEqual([])
    expect(totalsOfCashMovement(movement('leave', 10_000))).toEqual([])
    expect(totalsOfCashMovement(movement('exchange', -50))).toMatchObject([{ metric: 'cash_out', amountMinor: 50 }])
    const who = { shiftId: 'shift-1', currency: 'EUR', userId: null }
    expect(totalsOfAbandonedCart(who, 700)).toMatchObject([{ metric: 'abandoned', amountMinor: 700, count: 1 }])
  })

  test('keep a card apart from the drawer and one currency from another', () => {
    const card = { ...cashTender, tenderTypeId: 'card', kind: 'card' } as const
    const rows = [
      ...totalsOfCashMovement(movement('cash_in', 500)),
      ...totalsOfCashMovement({ ...movement('cash_in', 900), currency: 'USD' }),
    ]
    expect(expectedDrawer(rows, 0, cashTender, 'EUR')).toBe(500)
    expect(expectedDrawer(rows, 100, cashTender, 'USD')).toBe(1000)
    expect(expectedDrawer(rows, 100, card, 'EUR')).toBe(0)
    expect(countDifference(480, 500)).toBe(-20)
  })
})

describe('closing a shift', () => {
  const totals = totalsOfCashMovement(movement('cash_in', 500))

  function seal(rows: readonly ShiftTotalRecord[]) {
    return sealShift({
      shift: SHIFT,
      counts: [],
      totals: rows,
      lastSaleNumber: 12,
      differenceReasonId: null,
      closedAt: HEADER.completedAt,
      closedById: 'user-1',
      series: { ...SERIES, number: 3 },
      zId: 'z-1',
      eventId: 'event-9',
      sha256,
    })
  }

  test('seals the totals as a Z with the next number, chained to the one before', () => {
    const closed = seal(totals)
    expect(closed.shift).toMatchObject({ state: 'closed', closedById: 'user-1', lastSaleNumber: 12 })
    expect(closed.z).toMatchObject({
      kind: 'z',
      number: 3,
      prevHash: SERIES.prevHash,
      hash: sha256(SERIES.prevHash + closed.z.sealed),
    })
    expect(JSON.parse(closed.z.sealed)).toMatchObject({ number: 3, totals: closed.totals, shift: closed.shift })
    expect(isZSealed(closed.z, sha256)).toBe(true)
    expect(isZSealed({ ...closed.z, sealed: closed.z.sealed.replace('500', '400') }, sha256)).toBe(false)
  })

  test('gives the same seal whatever order the totals stand in', () => {
    const rows = [
      ...totals,
      ...totalsOfCashMovement(movement('no_sale', 0)),
      ...totalsOfCashMovement(movement('safe_drop', -5)),
    ]
    expect(seal(rows.toReversed()).z.hash).toBe(seal(rows).z.hash)
  })

  test('happens once', () => {
    const { shift } = seal(totals)
    expect(() => nextShiftState(shift.state, 'seal')).toThrow(Refusal)
  })
})

describe('a life cycle', () => {
  /** Every move that is not refused, as `state event next`. */
  function movesOf<State extends string, Event extends string>(
    states: readonly State[],
    events: readonly Event[],
    next: (state: State, event: Event) => State,
  ): string[] {
    return states.flatMap((state) =>
      events.flatMap((event) => {
        try {
          return [`${state} ${event} ${next(state, event)}`]
        } catch (error) {
          const isRefused =
            error instanceof Refusal && error.code === 'STATE_NOT_ALLOWED' && error.params['state'] === state
          return isRefused ? [] : ['not a refusal']
        }
      }),
    )
  }

  test('of a shift ends closed, which only a late sale visits again', () => {
    const events: ShiftEvent[] = ['request_close', 'seal', 'next_opens', 'force_seal', 'late_sale']
    expect(movesOf(['open', 'closing', 'close_pending', 'closed'], events, nextShiftState)).toEqual([
      'open request_close closing',
      'open seal closed',
      'open next_opens close_pending',
      'open force_seal closed',
      'closing seal closed',
      'closing next_opens close_pending',
      'closing force_seal closed',
      'close_pending seal closed',
      'close_pending force_seal closed',
      'closed late_sale closed',
    ])
  })

  test('of a sale knows no way back from completed, and no void once something came back', () => {
    const states: SaleState[] = ['cart', 'parked', 'abandoned', 'completed', 'partly_returned', 'voided', 'returned']
    const events: SaleEvent[] = ['park', 'resume', 'abandon', 'complete', 'void', 'return_some', 'return_rest', 'flag']
    expect(movesOf(states, events, nextSaleState)).toEqual([
      'cart park parked',
      'cart abandon abandoned',
      'cart complete completed',
      'parked resume cart',
      'parked abandon abandoned',
      'completed void voided',
      'completed return_some partly_returned',
      'completed return_rest returned',
      'completed flag completed',
      'partly_returned return_some partly_returned',
      'partly_returned return_rest returned',
      'partly_returned flag partly_returned',
      'voided flag voided',
      'returned flag returned',
    ])
  })
})

test('an exchange counts in sales and in returns', () => {
  const line = (priceMinor: number, quantityMilli: number) => ({
    priceMinor,
    perMilli: 1000,
    quantityMilli,
    taxGroup: null,
    isDiscountable: true,
    discounts: [],
    copy: null,
  })
  const fact: SaleFact = factOf({
    cart: { lines: [line(1000, 1000), line(400, -1000)], discounts: [] },
    pricing: { isTaxIncluded: false, taxRounding: 'line', exemption: null },
  })
  expect(totalsOf(fact)).toMatchObject([
    { metric: 'sales', amountMinor: 1000, count: 1 },
    { metric: 'returns', amountMinor: -400, count: 1 },
    { metric: 'tendered', tenderTypeId: 'card', amountMinor: 600, count: 1 },
    { metric: 'net', tenderTypeId: 'card', amountMinor: 600, count: 1 },
  ])
})
