import type { Awaitable, ErrorParams } from '@pos/core'
import { ERROR_STATUS, type ErrorCode } from '@pos/shared-types'
import type { BeforeStep } from './chain.ts'
import { isPromise } from './is-promise.ts'
import type { Finding } from './rule.ts'
import type { Run } from './run.ts'

type Judged<Tx> = Pick<Run<Tx, unknown, unknown>, 'action' | 'unit' | 'input' | 'isApproved' | 'findings'>

/** Runs a rule whose refusal need not stop the action. */
export function judgeMildly<Tx>(step: BeforeStep<Tx>, run: Judged<Tx>): Awaitable<void> {
  try {
    const running = step.rule(run.unit, run.input, run.action)
    if (isPromise(running)) return settle(running, step, run)
  } catch (error) {
    return refused(error, step, run)
  }
}

async function settle<Tx>(running: PromiseLike<void>, step: BeforeStep<Tx>, run: Judged<Tx>): Promise<void> {
  try {
    await running
  } catch (error) {
    await refused(error, step, run)
  }
}

/** Lets pass what an approval covers; what none covers is kept, or thrown. Anything but a refusal is a bug and is thrown. */
function refused<Tx>(error: unknown, step: BeforeStep<Tx>, run: Judged<Tx>): Awaitable<void> {
  if (!isRefusal(error)) throw error
  const finding: Finding = { ruleId: step.id, mode: step.mode, code: error.code, params: error.params }
  if (step.mode !== 'P') return keep(finding, run)
  const approved = run.isApproved(run.unit, finding, run.action, run.input)
  if (isPromise(approved)) return approved.then((isCovered) => settleFinding(isCovered, finding, error, step, run))
  settleFinding(approved, finding, error, step, run)
}

function settleFinding<Tx>(
  isCovered: boolean,
  finding: Finding,
  error: Error,
  { reaction }: BeforeStep<Tx>,
  run: Judged<Tx>,
): void {
  if (isCovered) return
  if (reaction === 'ask') throw error
  keep(finding, run)
}

function keep<Tx>(finding: Finding, run: Judged<Tx>): void {
  run.findings = [...run.findings, finding]
}

/**
 * Whether an error is a refusal: one of the product's codes with its parameters. The test is the shape, because the
 * arithmetic of `domain` refuses with a class of its own and this package does not know it.
 */
export function isRefusal(error: unknown): error is Error & { readonly code: ErrorCode; readonly params: ErrorParams } {
  if (!(error instanceof Error) || !('code' in error) || !('params' in error)) return false
  return typeof error.code === 'string' && Object.hasOwn(ERROR_STATUS, error.code) && typeof error.params === 'object'
}
