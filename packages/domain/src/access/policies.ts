import {
  ANY_ACTION,
  type AccessPolicy,
  type ApprovalPolicy,
  type PermissionCode,
  type PolicyCondition,
} from '@pos/shared-types'
import { Refusal } from '../refusal.ts'
import { isSound } from './conditions.ts'

/** An act as policies see it. What an act does not have is undefined or empty, and meets no condition on it. */
export type PolicyAttempt = {
  /** The act by every name it goes by: an exchange completes a sale and returns goods. */
  readonly actions: readonly string[]
  /** Wall time of the shop, `YYYY-MM-DDTHH:MM`. */
  readonly localTime: string
  readonly userId?: string | undefined
  readonly storeId?: string | undefined
  readonly roleIds: readonly string[]
  readonly departmentIds: readonly string[]
  readonly amountMinor?: number | undefined
  /** The deepest discount in it, in parts per million. */
  readonly discountPpm?: number | undefined
}

type Comparable = string | number

const PPM_PER_BP = 100

/**
 * The one judgement of policies, the same at head office, in a store and at a till. A ban is stronger than an approval,
 * whatever the order of policies; a condition that this version does not understand is not met.
 *
 * @param approverOf who approves when no approval policy names anybody
 * @returns the refusal `POLICY_DENIED` or `APPROVAL_REQUIRED`, or undefined when the act may go on
 */
export function policyRefusal(
  policies: readonly AccessPolicy[],
  approvals: readonly ApprovalPolicy[],
  attempt: PolicyAttempt,
  approverOf: PermissionCode,
): Refusal | undefined {
  const met = policies.filter((policy) => policy.isActive && isMet(policy, attempt))
  const ban = met.find(({ effect }) => effect === 'deny')
  if (ban) return new Refusal('POLICY_DENIED', { policy: ban.name })
  const about = approvals.filter(({ action }) => isAbout(action, attempt))
  const above = about.find((approval) => isAbove(approval, attempt))
  const asked = met.find(({ effect }) => effect === 'require_approval')
  if (!above && !asked) return undefined
  const action = attempt.actions[0] ?? ANY_ACTION
  const permission = (above ?? about[0])?.permissionCode ?? approverOf
  return new Refusal('APPROVAL_REQUIRED', { action, permission, ...(asked && { policy: asked.name }) })
}

function isMet({ action, rules, targets }: AccessPolicy, attempt: PolicyAttempt): boolean {
  return isAbout(action, attempt) && isAimedAt(targets, attempt) && rules.every((rule) => holds(rule, attempt))
}

function isAbout(action: string, { actions }: PolicyAttempt): boolean {
  return action === ANY_ACTION || actions.includes(action)
}

function isAimedAt(targets: AccessPolicy['targets'], attempt: PolicyAttempt): boolean {
  return [...new Set(targets.map(({ kind }) => kind))].every((kind) => {
    const has = valuesOf(kind, attempt)
    return targets.some((target) => target.kind === kind && has.includes(target.targetId))
  })
}

function isAbove(
  { thresholdMinor, thresholdPpm }: ApprovalPolicy,
  { amountMinor, discountPpm }: PolicyAttempt,
): boolean {
  const isOver = (value: number | undefined, limit: number | null) =>
    limit !== null && value !== undefined && Math.abs(value) > limit
  return isOver(amountMinor, thresholdMinor) || isOver(discountPpm, thresholdPpm)
}

/** Whether one condition is met by an act. */
export function holds(condition: PolicyCondition, attempt: PolicyAttempt): boolean {
  if (!isSound(condition)) return false
  const { attribute, operator, value } = condition
  const has = valuesOf(attribute, attempt)
  if (has.length === 0) return false
  const wanted: readonly Comparable[] = typeof value === 'object' ? value : [value]
  const [first = '', last = ''] = wanted
  switch (operator) {
    case 'eq':
    case 'in':
      return has.some((each) => wanted.includes(each))
    case 'ne':
      return !has.some((each) => wanted.includes(each))
    case 'lt':
      return has.some((each) => each < first)
    case 'le':
      return has.some((each) => each <= first)
    case 'gt':
      return has.some((each) => each > first)
    case 'ge':
      return has.some((each) => each >= first)
    case 'between':
      return has.some((each) => (attribute === 'time' ? isWithinDay(each, first, last) : first <= each && each <= last))
  }
}

/** From the first minute up to the last, which is no part of it; over midnight when it ends before it begins. */
function isWithinDay(at: Comparable, from: Comparable, to: Comparable): boolean {
  return from <= to ? from <= at && at < to : at >= from || at < to
}

function valuesOf(attribute: string, attempt: PolicyAttempt): readonly Comparable[] {
  const { localTime, amountMinor, discountPpm, storeId, userId, roleIds, departmentIds } = attempt
  const one = (value: Comparable | undefined) => (value === undefined ? [] : [value])
  switch (attribute) {
    case 'time':
      return [localTime.slice(11, 16)]
    case 'weekday':
      return [weekdayOf(localTime)]
    case 'amount':
      return one(amountMinor)
    case 'discount':
      return one(discountPpm === undefined ? undefined : discountPpm / PPM_PER_BP)
    case 'store':
      return one(storeId)
    case 'user':
      return one(userId)
    case 'role':
      return roleIds
    case 'department':
      return departmentIds
    default:
      return []
  }
}

/** 1 is Monday, 7 Sunday. */
function weekdayOf(localTime: string): number {
  const day = new Date(`${localTime.slice(0, 10)}T00:00Z`).getUTCDay()
  return day === 0 ? 7 : day
}
