import type { Awaitable, Unit } from '@pos/core'
import type { AfterStep, BeforeStep, Chain } from './chain.ts'
import { isPromise } from './is-promise.ts'
import { judgeMildly } from './refusal.ts'
import type { Action, Finding, IsApproved } from './rule.ts'

/** One run of a chain. What it collects belongs to this run alone, because a unit may be attempted twice. */
export type Run<Tx, Input, Result> = {
  readonly action: string
  readonly unit: Unit<Tx>
  readonly input: Input
  readonly act: Action<Tx, Input, Result>
  readonly isApproved: IsApproved<Tx>
  findings: readonly Finding[]
}

/**
 * Runs a chain in order and gives the action's result. It stays synchronous until something gives a promise, and it
 * awaits nothing else. Its loops are written out, and `undefined` (what nearly every rule gives) is tested first:
 * split into functions it was a tenth slower against the bare loop of `bench/rules.ts`.
 */
export function runChain<Tx, Input, Result>(chain: Chain<Tx>, run: Run<Tx, Input, Result>): Awaitable<Result> {
  const { unit, input, action } = run
  for (let step = chain.before; step !== undefined; step = step.next) {
    const judging = step.reaction === 'veto' ? step.rule(unit, input, action) : judgeMildly(step, run)
    if (judging !== undefined && isPromise(judging)) return runRest(judging, step.next, chain.after, run)
  }
  const result = run.act(unit, input, run.findings)
  if (isPromise(result)) return runRest(undefined, undefined, chain.after, acted(run, result))
  for (let step = chain.after; step !== undefined; step = step.next) {
    const following = step.rule(unit, input, result, action)
    if (following !== undefined && isPromise(following)) {
      return runRest(following, undefined, step.next, acted(run, result))
    }
  }
  return result
}

/** Waits for `pending` and runs what is left of a chain, in one promise however many of its steps wait. */
async function runRest<Tx, Input, Result>(
  pending: PromiseLike<void> | undefined,
  before: BeforeStep<Tx> | undefined,
  after: AfterStep<Tx> | undefined,
  run: Run<Tx, Input, Result>,
): Promise<Result> {
  const { unit, input, action } = run
  if (pending !== undefined) await pending
  for (let step = before; step !== undefined; step = step.next) {
    const judging = step.reaction === 'veto' ? step.rule(unit, input, action) : judgeMildly(step, run)
    if (judging !== undefined && isPromise(judging)) await judging
  }
  const acting = run.act(unit, input, run.findings)
  const result = isPromise(acting) ? await acting : acting
  for (let step = after; step !== undefined; step = step.next) {
    const following = step.rule(unit, input, result, action)
    if (following !== undefined && isPromise(following)) await following
  }
  return result
}

/** The same run with its action behind it. (A closure inside `runChain` would cost an allocation in every run.) */
function acted<Tx, Input, Result>(run: Run<Tx, Input, Result>, result: Awaitable<Result>): Run<Tx, Input, Result> {
  return { ...run, act: () => result }
}
