import type { Awaitable, Unit } from '@pos/core'
import type { RuleId, RuleMode } from './rule.ts'

/** What becomes of a refusal: it vetoes, it is kept as a finding, or an approval is asked for. */
export type Reaction = 'veto' | 'keep' | 'ask'

export type BeforeRegistration<Tx> = {
  readonly id: RuleId
  readonly mode: RuleMode
  readonly rule: (unit: Unit<Tx>, input: unknown, action: string) => Awaitable<void>
}
export type AfterRegistration<Tx> = {
  readonly id: RuleId
  readonly rule: (unit: Unit<Tx>, input: unknown, result: unknown, action: string) => Awaitable<void>
}

/** Steps are linked, so a run that meets a promise goes on from `next` without an index or an iterator. */
export type BeforeStep<Tx> = BeforeRegistration<Tx> & {
  readonly reaction: Reaction
  readonly next: BeforeStep<Tx> | undefined
}
export type AfterStep<Tx> = AfterRegistration<Tx> & { readonly next: AfterStep<Tx> | undefined }

/** The rules before an action and the rules after it. */
export type Chain<Tx> = { readonly before: BeforeStep<Tx> | undefined; readonly after: AfterStep<Tx> | undefined }

/** Links rules in their order. All steps of a kind are built here, so they share one shape. */
export function chain<Tx>(
  before: readonly (BeforeRegistration<Tx> & { readonly reaction: Reaction })[],
  after: readonly AfterRegistration<Tx>[],
): Chain<Tx> {
  return {
    before: before.reduceRight<BeforeStep<Tx> | undefined>(
      (next, { id, mode, rule, reaction }) => ({ id, mode, rule, reaction, next }),
      undefined,
    ),
    after: after.reduceRight<AfterStep<Tx> | undefined>((next, { id, rule }) => ({ id, rule, next }), undefined),
  }
}

export function stepsOf<Step extends { readonly next: Step | undefined }>(first: Step | undefined): Step[] {
  const steps: Step[] = []
  for (let step = first; step !== undefined; step = step.next) steps.push(step)
  return steps
}
