import type { Awaitable } from '@pos/core'
import { chain, stepsOf, type Chain } from './chain.ts'
import { isPromise } from './is-promise.ts'
import { isRefusal } from './refusal.ts'
import type { RuleId } from './rule.ts'

export type TraceStep = {
  readonly ruleId: RuleId
  readonly phase: 'before' | 'after'
  /** In the unit of the `now` port, waiting included. */
  readonly took: number
  /** The code of a refusal, or the name of another error. */
  readonly threw?: string
}

/** One run of the rules of one action, told when it ends. `took` includes the action itself. */
export type RuleTrace = {
  readonly action: string
  readonly took: number
  readonly threw?: string
  readonly steps: readonly TraceStep[]
}

/**
 * Runs `work` on a copy of `rules` whose steps are timed, and tells `sink` when it is over. The copy is made per run:
 * a trace costs, and is paid only where somebody asked for it.
 */
export function traced<Tx, T>(
  action: string,
  rules: Chain<Tx>,
  now: () => number,
  sink: (trace: RuleTrace) => void,
  work: (timed: Chain<Tx>) => Awaitable<T>,
): Awaitable<T> {
  const steps: TraceStep[] = []
  const timed = timedChain(rules, now, (step) => steps.push(step))
  return clocked(
    now,
    () => work(timed),
    (end) => sink({ action, ...end, steps }),
  )
}

function timedChain<Tx>(rules: Chain<Tx>, now: () => number, tell: (step: TraceStep) => void): Chain<Tx> {
  return chain(
    stepsOf(rules.before).map((step) => ({
      ...step,
      rule: (unit, input, action) =>
        clocked(
          now,
          () => step.rule(unit, input, action),
          (end) => tell({ ruleId: step.id, phase: 'before', ...end }),
        ),
    })),
    stepsOf(rules.after).map((step) => ({
      ...step,
      rule: (unit, input, result, action) =>
        clocked(
          now,
          () => step.rule(unit, input, result, action),
          (end) => tell({ ruleId: step.id, phase: 'after', ...end }),
        ),
    })),
  )
}

type End = { readonly took: number; readonly threw?: string }

function clocked<T>(now: () => number, work: () => Awaitable<T>, tell: (end: End) => void): Awaitable<T> {
  const start = now()
  const done = (value: T): T => {
    tell({ took: now() - start })
    return value
  }
  const failed = (error: unknown): never => {
    tell({ took: now() - start, threw: nameOf(error) })
    throw error
  }
  let value: Awaitable<T>
  try {
    value = work()
  } catch (error) {
    return failed(error)
  }
  return isPromise(value) ? value.then(done, failed) : done(value)
}

function nameOf(error: unknown): string {
  if (isRefusal(error)) return error.code
  return error instanceof Error ? error.name : 'unknown'
}
