import type { Awaitable, Unit } from '@pos/core'
import type { ActionMap, ActionName, InputOf, ResultOf, SeenInput, SeenResult } from './action-map.ts'
import type { AfterRegistration, BeforeRegistration, Chain } from './chain.ts'
import { Registry } from './registry.ts'
import type { Action, AfterRule, BeforeRule, Finding, IsApproved, RuleId, RuleMode } from './rule.ts'
import { runChain, type Run } from './run.ts'
import { traced, type RuleTrace } from './trace.ts'

/**
 * The rules around the actions of one app. Modules register in the order `app.ts` names them, `seal` ends that, and
 * from then on actions run. Every method that runs something answers at once when nothing in it had to wait, so it
 * may throw instead of rejecting: `await` it, or return it from an async function.
 */
export interface RuleEngine<Actions extends ActionMap, Tx> {
  /**
   * Registers a rule that may read and veto. Rules run in the order of registration.
   *
   * @param options `mode` is what a refusal means, `V` unless told
   * @throws InvariantError when the id is taken or the engine is sealed
   * @example
   * rules.before('sale:complete', 'sales.cart-is-not-empty', (_, { lines }) => {
   *   if (lines.length === 0) throw new DomainError('SALE_EMPTY')
   * }, { mode: 'M' })
   */
  before<Name extends ActionName<Actions>>(
    actions: Name | readonly Name[],
    id: RuleId,
    rule: BeforeRule<Tx, SeenInput<Actions, Name>, Name>,
    options?: { readonly mode?: RuleMode },
  ): void

  /**
   * Registers a rule that writes in the transaction of the action, after it.
   *
   * @throws InvariantError when the id is taken or the engine is sealed
   */
  after<Name extends ActionName<Actions>>(
    actions: Name | readonly Name[],
    id: RuleId,
    rule: AfterRule<Tx, SeenInput<Actions, Name>, SeenResult<Actions, Name>, Name>,
  ): void

  /**
   * Ends registration and builds the list of every action once.
   *
   * @throws InvariantError when a rule names an action that is not in `knownActions`
   */
  seal(knownActions: readonly ActionName<Actions>[]): void

  /**
   * Does an act that may still be refused: `before` rules, the action, `after` rules. Refusals of `F` rules, and
   * nothing else, reach the action as findings.
   *
   * @throws the first veto, or whatever the action or an `after` rule threw
   */
  emit<Name extends ActionName<Actions>>(
    name: Name,
    unit: Unit<Tx>,
    input: InputOf<Actions, Name>,
    action: Action<Tx, InputOf<Actions, Name>, ResultOf<Actions, Name>>,
  ): Awaitable<ResultOf<Actions, Name>>

  /**
   * Does what has to be done about a fact that nobody can refuse any more: `before` rules as in `findings`, the action
   * with all their refusals, `after` rules.
   *
   * @throws only what is not a refusal, or whatever the action or an `after` rule threw
   */
  record<Name extends ActionName<Actions>>(
    name: Name,
    unit: Unit<Tx>,
    input: InputOf<Actions, Name>,
    action: Action<Tx, InputOf<Actions, Name>, ResultOf<Actions, Name>>,
  ): Awaitable<ResultOf<Actions, Name>>

  /**
   * Asks the `before` rules without acting. Gives what the `F` rules found.
   *
   * @param options `isMaker: false` leaves the maker's rules (`M`) out, for a question from a neighbour
   * @throws the first veto
   */
  check<Name extends ActionName<Actions>>(
    name: Name,
    unit: Unit<Tx>,
    input: InputOf<Actions, Name>,
    options?: { readonly isMaker?: boolean },
  ): Awaitable<readonly Finding[]>

  /**
   * Judges a fact: runs the `V`, `P` and `F` rules one by one and collects every refusal. `M` rules are left out.
   *
   * @throws only what is not a refusal
   */
  findings<Name extends ActionName<Actions>>(
    name: Name,
    unit: Unit<Tx>,
    input: InputOf<Actions, Name>,
  ): Awaitable<readonly Finding[]>
}

export type RuleEngineOptions<Tx> = {
  /** Asked when a `P` rule refuses. Without it nothing is approved. */
  readonly isApproved?: IsApproved<Tx>
} & Tracing

/** `onTrace` hears how long each rule of each run took, measured by `now`. Without it nothing is measured. */
type Tracing =
  | { readonly now?: () => number; readonly onTrace?: undefined }
  | { readonly now: () => number; readonly onTrace: (trace: RuleTrace) => void }

/**
 * An empty engine for the actions of one app.
 *
 * @example const rules = createRuleEngine<SalesActions & ShiftActions, StoreTx>()
 */
export function createRuleEngine<Actions extends ActionMap, Tx>(
  options: RuleEngineOptions<Tx> = {},
): RuleEngine<Actions, Tx> {
  const registry = new Registry<Tx>()
  const isApproved = options.isApproved ?? (() => false)

  const { onTrace } = options

  function run<Input, Result>(
    chain: Chain<Tx>,
    action: string,
    unit: Unit<Tx>,
    input: Input,
    act: Action<Tx, Input, Result>,
  ): Awaitable<Result> {
    const state: Run<Tx, Input, Result> = { action, unit, input, act, isApproved, findings: NONE }
    if (onTrace === undefined) return runChain(chain, state)
    return traced(action, chain, options.now, onTrace, (timed) => runChain(timed, state))
  }

  return {
    before: (actions, id, rule, { mode = 'V' } = {}) =>
      registry.addBefore(list(actions), { id, mode, rule: rule as Erased<BeforeRegistration<Tx>> }),
    after: (actions, id, rule) => registry.addAfter(list(actions), { id, rule: rule as Erased<AfterRegistration<Tx>> }),
    seal: (known) => registry.seal(known),
    emit: (name, unit, input, action) => run(registry.pipeline(name).emit, name, unit, input, action),
    record: (name, unit, input, action) => run(registry.pipeline(name).record, name, unit, input, action),
    check(name, unit, input, { isMaker = true } = {}) {
      const { check, ask } = registry.pipeline(name)
      return run(isMaker ? check : ask, name, unit, input, giveFindings)
    },
    findings: (name, unit, input) => run(registry.pipeline(name).findings, name, unit, input, giveFindings),
  }
}

const NONE: readonly Finding[] = Object.freeze([])

/** The types of a rule hold where it is registered and where its action is emitted; in between they are erased. */
type Erased<Registered extends { readonly rule: unknown }> = Registered['rule']

function giveFindings(_unit: unknown, _input: unknown, findings: readonly Finding[]): readonly Finding[] {
  return findings
}

function list<Name extends string>(names: Name | readonly Name[]): readonly Name[] {
  return typeof names === 'string' ? [names] : names
}
