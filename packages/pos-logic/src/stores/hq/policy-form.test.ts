import { isSound, operatorsOf } from '@pos/domain'
import { POLICY_ATTRIBUTES } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { emptyPolicy, policyBodyOf, policyFormOf, ruleOn, withOperator, type PolicyView } from './policy-form.ts'

const ID = '01890000-0000-7000-8000-000000000001'
const view: PolicyView = {
  id: ID,
  code: 'night',
  name: 'Night',
  action: 'sale:return',
  effect: 'deny',
  isActive: true,
  rules: [
    { attribute: 'time', operator: 'between', value: ['22:00', '06:00'] },
    { attribute: 'weekday', operator: 'in', value: [6, 7] },
    { attribute: 'amount', operator: 'gt', value: 100 },
  ],
  targets: [
    { kind: 'role', targetId: ID },
    { kind: 'store', targetId: ID },
  ],
  revision: 3,
}

test('a policy goes through its form and comes out as it was', () => {
  const { id: _, ...body } = view
  expect(policyBodyOf(policyFormOf(view), 3)).toEqual(body)
})

test('names and codes are saved without the blanks around them', () => {
  const form = { ...emptyPolicy(), name: ' Night ', code: 'night ' }
  expect(policyBodyOf(form, 0)).toMatchObject({ name: 'Night', code: 'night', revision: 0, rules: [], targets: [] })
})

test.each(POLICY_ATTRIBUTES)('a condition on %s says nothing before its values are written', (attribute) => {
  for (const operator of operatorsOf(attribute)) {
    const [rule] = policyBodyOf({ ...emptyPolicy(), rules: [ruleOn(attribute, operator)] }, 0).rules
    expect(rule?.operator).toBe(operator)
    expect(rule && isSound(rule)).toBe(false)
  }
})

test('another attribute keeps an operator that it knows, and takes its first one else', () => {
  expect(ruleOn('store', 'in').operator).toBe('in')
  expect(ruleOn('store', 'gt').operator).toBe('eq')
  expect(ruleOn('time', 'eq')).toEqual({ attribute: 'time', operator: 'lt', values: [''] })
})

test('another operator keeps the values that fit it', () => {
  const above = { attribute: 'amount', operator: 'gt', values: [100] } as const
  const rule = { ...above, values: [...above.values] }
  expect(withOperator(rule, 'le').values).toEqual([100])
  expect(withOperator(rule, 'between').values).toEqual([100, ''])
  expect(withOperator(withOperator(rule, 'between'), 'eq').values).toEqual([100])
  const days = { attribute: 'weekday' as const, operator: 'in' as const, values: [6, 7, 1] }
  expect(withOperator(days, 'between').values).toEqual([6, 7])
  expect(withOperator(ruleOn('weekday', 'eq'), 'in').values).toEqual([])
})
