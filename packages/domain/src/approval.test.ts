import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SaleFact } from '@pos/shared-types'
import { approvedSale, consentTo } from '../test/approvals.ts'
import { factOf, sha256 } from '../test/facts.ts'
import { actHash, actsOf, isCovered, misfit, rightToApprove, type ApprovalAct, type Cart } from './index.ts'

const LIMITS = { lineDiscountPpm: 200_000, cartDiscountPpm: 100_000, overridePpm: 100_000 }
const DISCOUNT = 'sales.discount-within-limit'
const origin = { reasonCodeId: null, approvalId: null, userId: null }

function sold(rates: readonly number[], { cartRate = 0, priceMinor = 1000 } = {}): SaleFact {
  const cart: Cart = {
    lines: rates.map((ratePpm) => ({
      priceMinor,
      perMilli: 1000,
      quantityMilli: 1000,
      taxGroup: null,
      isDiscountable: true,
      discounts: ratePpm === 0 ? [] : [{ ...origin, source: 'line' as const, ratePpm, amountMinor: null }],
      copy: null,
    })),
    discounts: cartRate === 0 ? [] : [{ ...origin, source: 'cart', ratePpm: cartRate, amountMinor: null }],
  }
  return factOf({ cart, pricing: { isTaxIncluded: true, taxRounding: 'line', exemption: null } })
}

const acts = (fact: SaleFact) => actsOf(DISCOUNT, fact, LIMITS)
const theAct = (fact: SaleFact): ApprovalAct => acts(fact)[0]!

describe('what needs consent', () => {
  test('is each line above the limit of a line, and the cart above the limit of a cart', () => {
    expect(acts(sold([300_000, 200_000, 0]))).toEqual([
      expect.objectContaining({ partId: 'line-1', quantityMilli: 1000, amountMinor: 300, ratePpm: 300_000 }),
    ])
    expect(acts(sold([0, 0], { cartRate: 150_000 }))).toEqual([
      expect.objectContaining({ partId: null, amountMinor: 300, ratePpm: 150_000 }),
    ])
    expect(acts(sold([200_000], { cartRate: 100_000 }))).toEqual([])
  })

  test('is not what rounding adds to a discount within the limit', () => {
    expect(acts(sold([200_000], { priceMinor: 199 }))).toEqual([])
    expect(acts(sold([210_000], { priceMinor: 199 }))).toHaveLength(1)
  })

  test('is asked of a person with the right of that act', () => {
    expect(acts(sold([300_000])).map(rightToApprove)).toEqual(['pos:discount'])
    expect(acts(sold([0], { cartRate: 150_000 })).map(rightToApprove)).toEqual(['pos:discount_cart'])
    const byHand = actsOf('pos:tender_manual', sold([0]), LIMITS)
    expect(byHand.map((act) => [act.partId, act.amountMinor, rightToApprove(act)])).toEqual([
      ['card', 1000, 'pos:tender_manual'],
    ])
  })
})

describe('consent', () => {
  const fact = sold([300_000, 500_000])
  const [first, second] = acts(fact) as [ApprovalAct, ApprovalAct]
  const fault = (...given: Parameters<typeof consentTo>) => misfit(consentTo(...given), approvedSale(fact), sha256)

  test('lets exactly the acts through that were agreed to', () => {
    const covered = (...agreed: readonly ApprovalAct[]) =>
      isCovered(
        DISCOUNT,
        agreed.map((act) => consentTo(act)),
        approvedSale(fact),
        LIMITS,
        sha256,
      )
    expect([covered(first), covered(second), covered(), covered(first, second)]).toEqual([false, false, false, true])
  })

  test('of the person who asked, or who sells, is none', () => {
    expect(fault(first, { decision: { deciderId: 'user-1' } })).toBe('APPROVAL_SELF')
    expect(fault(first, { request: { requestedById: 'user-2' }, decision: { deciderId: 'user-1' } })).toBe(
      'APPROVAL_SELF',
    )
  })

  test('that was refused, withdrawn or belongs to another store is none', () => {
    expect(fault(first, { decision: { state: 'rejected' } })).toBe('APPROVAL_INVALID')
    expect(fault(first, { decision: { state: 'cancelled' } })).toBe('APPROVAL_INVALID')
    expect(fault(first, { decision: { storeId: 'store-2' } })).toBe('APPROVAL_INVALID')
    expect(fault(first, { decision: { id: 'approval-2' } })).toBe('APPROVAL_INVALID')
  })

  test('lasts two minutes, however long it says', () => {
    const at = consentTo(first).request.requestedAt
    expect(fault(first, { decision: { decidedAt: at + 120_000 - 60_000 } })).toBeUndefined()
    expect(fault(first, { decision: { decidedAt: at + 120_001 } })).toBe('APPROVAL_EXPIRED')
    expect(fault(first, { decision: { decidedAt: at - 1 } })).toBe('APPROVAL_EXPIRED')
    expect(fault(first, { request: { expiresAt: at + 120_001 } })).toBe('APPROVAL_EXPIRED')
  })

  test('to what happens at the end of a sale runs out before the sale is completed', () => {
    const [whole] = actsOf('sales.total-within-limit', fact, LIMITS) as [ApprovalAct]
    const at = fact.sale.completedAt
    expect(fault(whole)).toBeUndefined()
    const begun = { requestedAt: at - 119_000, expiresAt: at - 1 }
    expect(fault(whole, { request: begun, decision: { decidedAt: at - 100_000 } })).toBe('APPROVAL_EXPIRED')
    expect(fault(first, { request: begun, decision: { decidedAt: at - 100_000 } })).toBeUndefined()
  })

  test('given after the sale was completed covers nothing', () => {
    const at = fact.sale.completedAt
    const late = { request: { requestedAt: at, expiresAt: at + 120_000 }, decision: { decidedAt: at + 1 } }
    expect(fault(first, late)).toBe('APPROVAL_INVALID')
  })

  test('from another place was given by another clock, which may differ by a minute', () => {
    const at = fact.sale.completedAt
    const given = (aheadMs: number) => ({
      request: { requestedAt: at, expiresAt: at + 120_000 },
      decision: { decidedAt: at + aheadMs, method: 'remote' as const },
    })
    expect(fault(first, given(60_000))).toBeUndefined()
    expect(fault(first, given(60_001))).toBe('APPROVAL_INVALID')
    const [whole] = actsOf('sales.total-within-limit', fact, LIMITS) as [ApprovalAct]
    const past = (agoMs: number) => ({
      request: { requestedAt: at - agoMs - 120_000, expiresAt: at - agoMs },
      decision: { decidedAt: at - agoMs - 60_000, method: 'remote' as const },
    })
    expect(fault(whole, past(60_000))).toBeUndefined()
    expect(fault(whole, past(60_001))).toBe('APPROVAL_EXPIRED')
  })
})

describe('the hash', () => {
  const rates = fc.integer({ min: 210_000, max: 900_000 })
  const prices = fc.integer({ min: 100, max: 100_000 })

  test('of two acts is the same only when nothing about them differs', () => {
    const ids = fc.constantFrom('sale-1', 'sale-2')
    const act: fc.Arbitrary<ApprovalAct> = fc.record({
      action: fc.constantFrom('sales.discount-within-limit' as const, 'pos:discount' as const),
      subjectType: fc.constant('sale' as const),
      subjectId: ids,
      partId: fc.constantFrom(null, 'line-1', 'line-2'),
      quantityMilli: fc.constantFrom(null, 1000, 2000),
      amountMinor: fc.constantFrom(null, 0, 1, 10, 100),
      ratePpm: fc.constantFrom(null, 0, 1, 10, 100),
    })
    fc.assert(
      fc.property(act, act, (a, b) => {
        expect(actHash(a, sha256) === actHash(b, sha256)).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })

  test('makes consent to one sale worth nothing for any other rate, price or sale', () => {
    fc.assert(
      fc.property(rates, prices, rates, prices, fc.boolean(), (rate, priceMinor, otherRate, otherPrice, isMoved) => {
        const agreed = sold([rate], { priceMinor })
        const other = sold([otherRate], { priceMinor: otherPrice })
        const shown = isMoved ? { ...other, sale: { ...other.sale, id: 'sale-9' } } : other
        const isSame = !isMoved && actHash(theAct(agreed), sha256) === actHash(theAct(shown), sha256)
        const given = [consentTo(theAct(agreed))]
        expect(isCovered(DISCOUNT, given, approvedSale(shown), LIMITS, sha256)).toBe(isSame)
        expect(isSame).toBe(!isMoved && theAct(agreed).amountMinor === theAct(shown).amountMinor && rate === otherRate)
      }),
    )
  })

  test('finds every alteration of a consent', () => {
    const fact = sold([300_000])
    const good = consentTo(theAct(fact))
    const changes = fc.constantFrom<Partial<typeof good.request>>(
      { amountMinor: 301 },
      { amountMinor: null },
      { ratePpm: 300_001 },
      { partId: 'line-2' },
      { quantityMilli: 2000 },
      { subjectId: 'sale-2' },
      { action: 'pos:discount' },
      { actionHash: 'f'.repeat(64) },
    )
    expect(misfit(good, approvedSale(fact), sha256)).toBeUndefined()
    fc.assert(
      fc.property(changes, (change) => {
        const altered = { ...good, request: { ...good.request, ...change } }
        expect(misfit(altered, approvedSale(fact), sha256)).toBe('APPROVAL_INVALID')
      }),
    )
  })
})
