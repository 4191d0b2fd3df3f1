import type { PermissionCode } from './permissions.ts'
import type { Instant } from './units.ts'

/** What a policy may stand on: the acts that rules run around, at head office, in a store and at a till. */
export const POLICY_ACTIONS = [
  'sale:add-line',
  'sale:discount',
  'sale:pay',
  'sale:complete',
  'sale:return',
  'shift:open',
  'shift:close',
  'register:take-over',
  'user:save',
  'user:assign-role',
  'user:revoke-role',
  'role:save',
  'role:delete',
] as const
export type PolicyAction = (typeof POLICY_ACTIONS)[number]

/** Stands for every act. */
export const ANY_ACTION = '*'

/** What a condition may ask of an act. Values that name something are ids. */
export const POLICY_ATTRIBUTES = [
  'time',
  'weekday',
  'amount',
  'discount',
  'store',
  'role',
  'user',
  'department',
] as const
export type PolicyAttribute = (typeof POLICY_ATTRIBUTES)[number]

export const POLICY_OPERATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'between'] as const
export type PolicyOperator = (typeof POLICY_OPERATORS)[number]

export const POLICY_EFFECTS = ['deny', 'require_approval'] as const
export type PolicyEffect = (typeof POLICY_EFFECTS)[number]

export const POLICY_TARGETS = ['role', 'user', 'store', 'department'] as const
export type PolicyTarget = (typeof POLICY_TARGETS)[number]

export type PolicyValue = string | number | readonly (string | number)[]

/**
 * One condition. `time` is `HH:MM` on the shop's clock, `weekday` 1 (Monday) to 7, `amount` minor units of the
 * currency, `discount` basis points of the price; the others are ids. `in` takes a list, `between` two values.
 */
export type PolicyCondition = {
  readonly attribute: string
  readonly operator: PolicyOperator
  readonly value: PolicyValue
}

/** Forbids an act, or asks another person for it, when every condition is met and a target of each kind fits. */
export type AccessPolicy = {
  readonly id: string
  readonly code: string
  readonly name: string
  /** A `PolicyAction`, or `ANY_ACTION`. */
  readonly action: string
  readonly effect: PolicyEffect
  readonly isActive: boolean
  readonly rules: readonly PolicyCondition[]
  readonly targets: readonly { readonly kind: PolicyTarget; readonly targetId: string }[]
}

/** No approval is good for longer, in seconds: whoever consents sees the sale it is for. */
export const LONGEST_APPROVAL_S = 120
/** A policy cannot ask for less: nobody could type a PIN. */
export const SHORTEST_APPROVAL_S = 10

/** Who may approve an act, and above which amount or share it needs that; without a threshold it only says who. */
export type ApprovalPolicy = {
  readonly id: string
  readonly action: string
  readonly permissionCode: PermissionCode
  readonly thresholdMinor: number | null
  readonly thresholdPpm: number | null
  readonly canBeRemote: boolean
  /** How long after the question consent is good, in seconds. */
  readonly ttlS: number
}

/** Until when rights hold without a new word of head office, by its own clock. `edition` grows with each word. */
export type RightsWord = {
  readonly edition: number
  readonly issuedAt: Instant
  readonly privilegedUntilAt: Instant
  readonly cashierUntilAt: Instant
}
