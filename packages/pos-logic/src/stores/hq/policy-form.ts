import { operatorsOf } from '@pos/domain'
import {
  POLICY_TARGETS,
  type BodyOf,
  type listPolicies,
  type PolicyAttribute,
  type PolicyOperator,
  type PolicyTarget,
  type ResponseOf,
  type savePolicy,
} from '@pos/shared-types'

export type PolicyView = ResponseOf<typeof listPolicies>['items'][number]
type Body = BodyOf<typeof savePolicy>
export type PolicyScalar = string | number

/** A condition as it is written: its values one after another, an empty text where none is written yet. */
export type RuleForm = { attribute: PolicyAttribute; operator: PolicyOperator; values: PolicyScalar[] }

export type PolicyForm = Pick<Body, 'name' | 'code' | 'action' | 'effect' | 'isActive'> & {
  rules: RuleForm[]
  /** Ids by what they name. */
  targets: Record<PolicyTarget, string[]>
}
export type PolicyField = keyof PolicyForm

export const emptyPolicy = (): PolicyForm => ({
  name: '',
  code: '',
  action: 'sale:complete',
  effect: 'deny',
  isActive: true,
  rules: [],
  targets: { role: [], user: [], store: [], department: [] },
})

export function policyFormOf({ id: _, revision: __, rules, targets, ...fields }: PolicyView): PolicyForm {
  const ofKind = (kind: PolicyTarget) =>
    targets
      .filter((target) => target.kind === kind)
      .map(({ targetId }) => targetId)
      .toSorted()
  return {
    ...fields,
    rules: rules.map(({ attribute, operator, value }) => ({
      attribute,
      operator,
      values: Array.isArray(value) ? [...value] : [value],
    })),
    targets: { role: ofKind('role'), user: ofKind('user'), store: ofKind('store'), department: ofKind('department') },
  }
}

export function policyBodyOf({ rules, targets, ...form }: PolicyForm, revision: number): Body {
  return {
    ...form,
    name: form.name.trim(),
    code: form.code.trim(),
    rules: rules.map(({ attribute, operator, values }) => ({
      attribute,
      operator,
      value: isMany(operator) ? values : (values[0] ?? ''),
    })),
    targets: POLICY_TARGETS.flatMap((kind) => targets[kind].map((targetId) => ({ kind, targetId }))),
    revision,
  }
}

/** A condition on an attribute, before its values are written. An operator that fits stays. */
export function ruleOn(attribute: PolicyAttribute, operator?: PolicyOperator): RuleForm {
  const known = operatorsOf(attribute)
  const fitting = known.find((each) => each === operator) ?? known[0] ?? 'eq'
  return { attribute, operator: fitting, values: blanksOf(fitting) }
}

/** The same condition with another operator; its first value stays. */
export function withOperator({ attribute, operator, values }: RuleForm, wanted: PolicyOperator): RuleForm {
  if (isMany(operator) === isMany(wanted) && operator !== 'in' && wanted !== 'in') {
    return { attribute, operator: wanted, values }
  }
  const written = values.filter((value) => value !== '')
  const blanks = blanksOf(wanted)
  const kept = wanted === 'in' ? written : blanks.map((blank, place) => written[place] ?? blank)
  return { attribute, operator: wanted, values: kept }
}

function blanksOf(operator: PolicyOperator): PolicyScalar[] {
  if (operator === 'in') return []
  return operator === 'between' ? ['', ''] : ['']
}

const isMany = (operator: PolicyOperator) => operator === 'in' || operator === 'between'
