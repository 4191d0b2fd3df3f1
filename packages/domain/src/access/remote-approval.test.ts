import { describe, expect, test } from 'vitest'
import { mayBeRemote } from './remote-approval.ts'

const policy = (action: string, canBeRemote: boolean) => ({ action, canBeRemote })
const DISCOUNT = 'sales.discount-within-limit'

describe('an act is approved from another place', () => {
  test('only when head office says so', () => {
    expect(mayBeRemote([], DISCOUNT)).toBe(false)
    expect(mayBeRemote([policy('sale:discount', false)], DISCOUNT)).toBe(false)
    expect(mayBeRemote([policy('sale:discount', true)], DISCOUNT)).toBe(true)
    expect(mayBeRemote([policy('sale:return', true)], DISCOUNT)).toBe(false)
  })

  test('by the policy for any act where none names it', () => {
    expect(mayBeRemote([policy('*', true)], DISCOUNT)).toBe(true)
    expect(mayBeRemote([policy('*', true), policy('sale:discount', false)], DISCOUNT)).toBe(false)
    expect(mayBeRemote([policy('*', false), policy('sale:discount', true)], DISCOUNT)).toBe(true)
  })

  test('when all of several policies allow it', () => {
    expect(mayBeRemote([policy('sale:discount', true), policy('sale:discount', false)], DISCOUNT)).toBe(false)
    expect(mayBeRemote([policy('sale:complete', true), policy('sale:pay', false)], 'access.policies-hold')).toBe(false)
    expect(mayBeRemote([policy('sale:complete', true)], 'access.policies-hold')).toBe(true)
  })

  test.each([
    ['pos:discount', 'sale:discount'],
    ['sales.override-within-limit', 'sale:add-line'],
    ['pos:tender_manual', 'sale:pay'],
    ['returns.in-time', 'sale:return'],
    ['sales.total-within-limit', 'sale:complete'],
    ['pos:line_remove', 'sale:complete'],
  ])('%s goes by the policy on %s', (action, name) => {
    expect(mayBeRemote([policy(name, true)], action)).toBe(true)
  })
})
