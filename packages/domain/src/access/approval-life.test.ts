import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approvalLifeMs, LONGEST_APPROVAL_MS } from './approval-life.ts'

const policy = (action: string, ttlS: number) => ({ action, ttlS })
const DISCOUNT = 'sales.discount-within-limit'
const RETURN = 'returns.in-time'

describe('an approval is good', () => {
  test('for as long as the company lets a till wait, where no policy is about it', () => {
    expect(approvalLifeMs([], [DISCOUNT], 90)).toBe(90_000)
    expect(approvalLifeMs([policy('sale:return', 10)], [DISCOUNT], 90)).toBe(90_000)
  })

  test('for as long as the policy says that names the act, and without one that for any act', () => {
    expect(approvalLifeMs([policy('sale:discount', 30)], [DISCOUNT], 120)).toBe(30_000)
    expect(approvalLifeMs([policy('*', 30)], [DISCOUNT], 120)).toBe(30_000)
    expect(approvalLifeMs([policy('*', 30), policy('sale:discount', 60)], [DISCOUNT], 120)).toBe(60_000)
  })

  test('for the shorter of what policy and company say', () => {
    expect(approvalLifeMs([policy('sale:discount', 60)], [DISCOUNT], 20)).toBe(20_000)
  })

  test('for the shortest of several: of the policies on one act, and of the acts in one question', () => {
    expect(approvalLifeMs([policy('sale:discount', 60), policy('sale:discount', 40)], [DISCOUNT], 120)).toBe(40_000)
    const policies = [policy('sale:discount', 60), policy('sale:return', 30)]
    expect(approvalLifeMs(policies, [DISCOUNT, RETURN], 120)).toBe(30_000)
  })

  test('never longer than two minutes, whatever an old policy says, and never too short for a PIN', () => {
    expect(approvalLifeMs([policy('*', 86_400)], [DISCOUNT], 120)).toBe(LONGEST_APPROVAL_MS)
    expect(approvalLifeMs([policy('*', 86_400)], [DISCOUNT], 100_000)).toBe(LONGEST_APPROVAL_MS)
    expect(approvalLifeMs([policy('*', 1)], [DISCOUNT], 120)).toBe(10_000)
  })

  test('no longer for one more policy about it', () => {
    const policies = fc.array(
      fc.record({ action: fc.constant('sale:discount'), ttlS: fc.integer({ min: 1, max: 900 }) }),
    )
    fc.assert(
      fc.property(
        policies,
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 10, max: 120 }),
        (said, ttlS, tillTtlS) => {
          const more = approvalLifeMs([...said, policy('sale:discount', ttlS)], [DISCOUNT], tillTtlS)
          expect(more).toBeLessThanOrEqual(approvalLifeMs(said, [DISCOUNT], tillTtlS))
          expect(more).toBeGreaterThanOrEqual(10_000)
        },
      ),
    )
  })
})
