import type { Awaitable, ErrorParams, Unit } from '@pos/core'
import type { ErrorCode } from '@pos/shared-types'

/** `module.sentence`, as in `sales.cart-is-not-empty`. */
export type RuleId = `${string}.${string}`

/**
 * What the refusal of a `before` rule means.
 * - `V` vetoes; on a fact it is a finding
 * - `P` vetoes unless an approval covers it; on a fact what none covers is a finding
 * - `M` the maker's rule: vetoes where the fact is made, is never judged again elsewhere
 * - `F` never vetoes, is always a finding
 */
export type RuleMode = 'V' | 'P' | 'M' | 'F'

/** A refusal that did not stop the action: what a flag is made of. */
export type Finding = {
  readonly ruleId: RuleId
  readonly mode: RuleMode
  readonly code: ErrorCode
  readonly params: ErrorParams
}

/** Reads, and refuses by throwing a `DomainError` (or another error with a code of the product). It runs inside the unit: no network, no printer. */
export type BeforeRule<Tx, Input, Name extends string = string> = (
  unit: Unit<Tx>,
  input: Input,
  action: Name,
) => Awaitable<void>

/** Writes in the same transaction. When it throws, nothing happened. */
export type AfterRule<Tx, Input, Result, Name extends string = string> = (
  unit: Unit<Tx>,
  input: Input,
  result: Result,
  action: Name,
) => Awaitable<void>

/** The act itself. `findings` are the refusals that did not stop it. */
export type Action<Tx, Input, Result> = (
  unit: Unit<Tx>,
  input: Input,
  findings: readonly Finding[],
) => Awaitable<Result>

/**
 * Says whether an approval of this unit covers what a `P` rule refused.
 *
 * @example isApproved: (_, finding, __, sale) => isCovered(finding.ruleId, sale.approvals, sale)
 */
export type IsApproved<Tx> = (unit: Unit<Tx>, finding: Finding, action: string, input: unknown) => Awaitable<boolean>
