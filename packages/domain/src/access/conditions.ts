import { POLICY_ATTRIBUTES, type PolicyAttribute, type PolicyCondition, type PolicyOperator } from '@pos/shared-types'

type Kind = { readonly operators: readonly PolicyOperator[]; readonly accepts: (value: unknown) => boolean }

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOST_VALUES = 100

const isWhole = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= low && value <= high

const WHEN: Kind = {
  operators: ['lt', 'ge', 'between'],
  accepts: (value) => typeof value === 'string' && CLOCK_TIME.test(value),
}
const NAMED: Kind = { operators: ['eq', 'ne', 'in'], accepts: (value) => typeof value === 'string' && ID.test(value) }
const measured = (high: number): Kind => ({
  operators: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between'],
  accepts: isWhole(-high, high),
})

const KINDS: Readonly<Record<PolicyAttribute, Kind>> = {
  time: WHEN,
  weekday: { operators: ['eq', 'ne', 'in', 'between'], accepts: isWhole(1, 7) },
  amount: measured(Number.MAX_SAFE_INTEGER),
  discount: measured(10_000),
  store: NAMED,
  role: NAMED,
  user: NAMED,
  department: NAMED,
}

export function isPolicyAttribute(name: string): name is PolicyAttribute {
  return POLICY_ATTRIBUTES.some((known) => known === name)
}

/** The operators an attribute knows, in the order of a menu. */
export function operatorsOf(attribute: PolicyAttribute): readonly PolicyOperator[] {
  return KINDS[attribute].operators
}

/** Whether a condition says something: a known attribute, an operator it knows, and values of its kind. */
export function isSound({ attribute, operator, value }: PolicyCondition): boolean {
  if (!isPolicyAttribute(attribute)) return false
  const { operators, accepts } = KINDS[attribute]
  if (!operators.includes(operator)) return false
  if (operator === 'in') {
    return Array.isArray(value) && value.length > 0 && value.length <= MOST_VALUES && value.every(accepts)
  }
  if (operator === 'between') return Array.isArray(value) && value.length === 2 && value.every(accepts)
  return accepts(value)
}
