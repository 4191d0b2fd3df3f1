import {
  POLICY_ATTRIBUTES,
  POLICY_OPERATORS,
  type AccessPolicy,
  type ApprovalPolicy,
  type PolicyCondition,
} from '@pos/shared-types'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSound, operatorsOf } from './conditions.ts'
import { holds, policyRefusal, type PolicyAttempt } from './policies.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const ids = fc.integer({ min: 1, max: 4 }).map(id)
const clockTimes = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const dates = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`)

const attempts: fc.Arbitrary<PolicyAttempt> = fc.record({
  actions: fc.uniqueArray(fc.constantFrom('sale:complete', 'sale:return', 'shift:open'), { minLength: 1 }),
  localTime: fc.tuple(dates, clockTimes).map((parts) => parts.join('T')),
  userId: fc.option(ids, { nil: undefined }),
  storeId: fc.option(ids, { nil: undefined }),
  roleIds: fc.uniqueArray(ids),
  departmentIds: fc.uniqueArray(ids),
  amountMinor: fc.option(fc.integer({ min: -5000, max: 5000 }), { nil: undefined }),
  discountPpm: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
})

const values = {
  time: clockTimes,
  weekday: fc.integer({ min: 1, max: 7 }),
  amount: fc.integer({ min: -5000, max: 5000 }),
  discount: fc.integer({ min: 0, max: 10_000 }),
  store: ids,
  role: ids,
  user: ids,
  department: ids,
} as const

const conditions: fc.Arbitrary<PolicyCondition> = fc.constantFrom(...POLICY_ATTRIBUTES).chain((attribute) =>
  fc.constantFrom(...operatorsOf(attribute)).chain((operator) => {
    const one: fc.Arbitrary<string | number> = values[attribute]
    const many = { in: fc.array(one, { minLength: 1, maxLength: 3 }), between: fc.tuple(one, one) }
    const value: fc.Arbitrary<PolicyCondition['value']> =
      operator === 'in' || operator === 'between' ? many[operator] : one
    return value.map((drawn) => ({ attribute, operator, value: drawn }))
  }),
)

const policies: fc.Arbitrary<AccessPolicy> = fc.record({
  id: ids,
  code: fc.constant('code'),
  name: fc.constant('Name'),
  action: fc.constantFrom('*', 'sale:complete', 'sale:return', 'shift:open'),
  effect: fc.constantFrom('deny' as const, 'require_approval' as const),
  isActive: fc.boolean(),
  rules: fc.array(conditions, { maxLength: 3 }),
  targets: fc.array(
    fc.record({ kind: fc.constantFrom('role' as const, 'user' as const, 'store' as const), targetId: ids }),
    { maxLength: 3 },
  ),
})

const judge = (met: readonly AccessPolicy[], attempt: PolicyAttempt, approvals: readonly ApprovalPolicy[] = []) =>
  policyRefusal(met, approvals, attempt, 'pos:approve')

const RANK = { none: 0, APPROVAL_REQUIRED: 1, POLICY_DENIED: 2 }
const rank = (refusal: ReturnType<typeof judge>) => RANK[(refusal?.code ?? 'none') as keyof typeof RANK]

const attempt = (over: Partial<PolicyAttempt> = {}): PolicyAttempt => ({
  actions: ['sale:complete'],
  localTime: '2026-03-02T10:30',
  roleIds: [],
  departmentIds: [],
  ...over,
})
const policy = (over: Partial<AccessPolicy> = {}): AccessPolicy => ({
  id: id(1),
  code: 'p',
  name: 'Policy',
  action: 'sale:complete',
  effect: 'deny',
  isActive: true,
  rules: [],
  targets: [],
  ...over,
})

describe('policies', () => {
  test('only restrict: one more never allows what was refused', () => {
    fc.assert(
      fc.property(fc.array(policies), policies, attempts, (some, more, act) => {
        expect(rank(judge([...some, more], act))).toBeGreaterThanOrEqual(rank(judge(some, act)))
      }),
    )
  })

  test('judge the same in any order', () => {
    fc.assert(
      fc.property(fc.array(policies), attempts, (some, act) => {
        expect(judge(some.toReversed(), act)?.code).toBe(judge(some, act)?.code)
      }),
    )
  })

  test('one more condition or kind of target narrows a policy, never widens it', () => {
    fc.assert(
      fc.property(policies, conditions, ids, attempts, (one, rule, targetId, act) => {
        const narrower = [
          { ...one, rules: [...one.rules, rule] },
          { ...one, targets: [...one.targets, { kind: 'department' as const, targetId }] },
        ]
        for (const each of narrower) expect(rank(judge([each], act))).toBeLessThanOrEqual(rank(judge([one], act)))
      }),
    )
  })

  test('that are switched off or about another act change nothing', () => {
    fc.assert(
      fc.property(policies, attempts, (one, act) => {
        expect(judge([{ ...one, isActive: false }], act)).toBeUndefined()
        expect(judge([{ ...one, action: 'role:save' }], act)).toBeUndefined()
      }),
    )
  })

  test('a ban is stronger than an approval', () => {
    const both = [policy({ effect: 'require_approval' }), policy({ name: 'Ban' })]
    expect(judge(both, attempt())).toMatchObject({ code: 'POLICY_DENIED', params: { policy: 'Ban' } })
  })

  test('an approval names the act, the policy and who may give it', () => {
    const asks = [policy({ effect: 'require_approval', name: 'Late sale' })]
    const params = { action: 'sale:complete', permission: 'pos:approve', policy: 'Late sale' }
    expect(judge(asks, attempt())).toMatchObject({ code: 'APPROVAL_REQUIRED', params })
    const who = {
      id: id(1),
      action: 'sale:complete',
      permissionCode: 'pos:void',
      canBeRemote: false,
      ttlS: 60,
    } as const
    const named = [{ ...who, thresholdMinor: null, thresholdPpm: null }]
    expect(judge(asks, attempt(), named)?.params).toMatchObject({ permission: 'pos:void' })
    expect(judge([], attempt(), named)).toBeUndefined()
  })

  test('an approval policy asks above its amount or its share, and not at it', () => {
    const who = {
      id: id(1),
      action: 'sale:complete',
      permissionCode: 'pos:void',
      canBeRemote: false,
      ttlS: 60,
    } as const
    const amount = [{ ...who, thresholdMinor: 1000, thresholdPpm: null }]
    expect(judge([], attempt({ amountMinor: 1000 }), amount)).toBeUndefined()
    expect(judge([], attempt({ amountMinor: 1001 }), amount)?.code).toBe('APPROVAL_REQUIRED')
    expect(judge([], attempt({ amountMinor: -1001 }), amount)?.code).toBe('APPROVAL_REQUIRED')
    const share = [{ ...who, thresholdMinor: null, thresholdPpm: 100_000 }]
    expect(judge([], attempt({ discountPpm: 100_000 }), share)).toBeUndefined()
    expect(judge([], attempt({ discountPpm: 100_001 }), share)?.code).toBe('APPROVAL_REQUIRED')
  })

  test('targets of one kind are alternatives, kinds are not', () => {
    const targets = [
      { kind: 'role', targetId: id(1) },
      { kind: 'role', targetId: id(2) },
      { kind: 'store', targetId: id(3) },
    ] as const
    const judged = (roleIds: string[], storeId: string) =>
      judge([policy({ targets })], attempt({ roleIds, storeId }))?.code
    expect(judged([id(2)], id(3))).toBe('POLICY_DENIED')
    expect(judged([id(2)], id(4))).toBeUndefined()
    expect(judged([id(4)], id(3))).toBeUndefined()
  })
})

describe('conditions', () => {
  test('ne is the opposite of eq wherever the act has the attribute', () => {
    fc.assert(
      fc.property(conditions, attempts, (condition, act) => {
        if (condition.operator !== 'eq') return
        const isKnown = holds({ ...condition, operator: 'eq' }, act) || holds({ ...condition, operator: 'ne' }, act)
        const isBoth = holds({ ...condition, operator: 'eq' }, act) && holds({ ...condition, operator: 'ne' }, act)
        expect(isBoth).toBe(false)
        if (condition.attribute === 'weekday') expect(isKnown).toBe(true)
      }),
    )
  })

  test('between two amounts is not below the first and not above the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99, max: 99 }),
        fc.integer({ min: -99, max: 99 }),
        fc.integer({ min: -99, max: 99 }),
        (from, to, amountMinor) => {
          const act = attempt({ amountMinor })
          const within = holds({ attribute: 'amount', operator: 'between', value: [from, to] }, act)
          expect(within).toBe(from <= amountMinor && amountMinor <= to)
        },
      ),
    )
  })

  test('two spans of the day that meet cover it, and no minute twice, over midnight too', () => {
    fc.assert(
      fc.property(clockTimes, clockTimes, clockTimes, (from, to, at) => {
        fc.pre(from !== to)
        const during = (value: [string, string]) =>
          holds({ attribute: 'time', operator: 'between', value }, attempt({ localTime: `2026-03-02T${at}` }))
        expect(during([from, to])).toBe(!during([to, from]))
      }),
    )
  })

  test('on what an act does not have are never met', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        fc.pre(condition.attribute !== 'time' && condition.attribute !== 'weekday')
        expect(holds(condition, attempt())).toBe(false)
      }),
    )
  })

  test('that were drawn are sound; of another kind of value, or of a later version, are not and never met', () => {
    fc.assert(
      fc.property(conditions, attempts, fc.constantFrom(...POLICY_OPERATORS), (condition, act, operator) => {
        expect(isSound(condition)).toBe(true)
        const wrong = [
          { ...condition, attribute: 'moon' },
          { ...condition, value: {} as never },
          { ...condition, value: [] },
          { ...condition, operator, value: true as never },
        ]
        for (const each of wrong) expect([isSound(each), holds(each, act)]).toEqual([false, false])
      }),
    )
  })

  test('Monday is the first day of the week and Sunday the seventh', () => {
    const on = (date: string, value: number) =>
      holds({ attribute: 'weekday', operator: 'eq', value }, attempt({ localTime: `${date}T23:59` }))
    expect([on('2026-03-02', 1), on('2026-03-08', 7), on('2026-03-08', 1)]).toEqual([true, true, false])
  })
})
