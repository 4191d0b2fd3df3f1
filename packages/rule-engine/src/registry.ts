import { assert } from '@pos/core'
import { chain, type AfterRegistration, type BeforeRegistration, type Chain, type Reaction } from './chain.ts'
import type { RuleId, RuleMode } from './rule.ts'

/** The chains around one action, built once when the engine is sealed. */
export type Pipeline<Tx> = {
  /** The act may still be refused. */
  readonly emit: Chain<Tx>
  /** The act has happened. */
  readonly record: Chain<Tx>
  /** As `emit`, before rules only. */
  readonly check: Chain<Tx>
  /** As `check`, asked of somebody who is not the maker. */
  readonly ask: Chain<Tx>
  /** As `record`, before rules only. */
  readonly findings: Chain<Tx>
}

type Registered<Tx> = { readonly before: BeforeRegistration<Tx>[]; readonly after: AfterRegistration<Tx>[] }

/** What a refusal does while the act may still be refused. */
const LIVE = { V: 'veto', P: 'ask', M: 'veto', F: 'keep' } as const satisfies Record<RuleMode, Reaction>

/** What modules register, until it is sealed into one pipeline per action. */
export class Registry<Tx> {
  readonly #ids = new Set<RuleId>()
  readonly #byAction = new Map<string, Registered<Tx>>()
  #pipelines: ReadonlyMap<string, Pipeline<Tx>> | undefined

  addBefore(actions: readonly string[], rule: BeforeRegistration<Tx>): void {
    this.#claim(rule.id)
    for (const action of new Set(actions)) this.#of(action).before.push(rule)
  }

  addAfter(actions: readonly string[], rule: AfterRegistration<Tx>): void {
    this.#claim(rule.id)
    for (const action of new Set(actions)) this.#of(action).after.push(rule)
  }

  seal(known: readonly string[]): void {
    assert(this.#pipelines === undefined, 'the rule engine is sealed already')
    const names = new Set(known)
    for (const [action, { before, after }] of this.#byAction) {
      const ids = [...before, ...after].map((rule) => rule.id).join(', ')
      assert(names.has(action), `no action is called ${action}; its rules: ${ids}`)
    }
    this.#pipelines = new Map([...names].map((name) => [name, build(this.#of(name))]))
  }

  /** @throws InvariantError before sealing, and for a name that was not among the known ones */
  pipeline(action: string): Pipeline<Tx> {
    const pipeline = this.#pipelines?.get(action)
    if (pipeline !== undefined) return pipeline
    assert(this.#pipelines !== undefined, 'the rule engine is not sealed yet')
    assert(false, `no action is called ${action}`)
  }

  #claim(id: RuleId): void {
    assert(this.#pipelines === undefined, `rule ${id} comes after the rule engine was sealed`)
    assert(!this.#ids.has(id), `two rules are called ${id}`)
    this.#ids.add(id)
  }

  #of(action: string): Registered<Tx> {
    const registered = this.#byAction.get(action) ?? { before: [], after: [] }
    this.#byAction.set(action, registered)
    return registered
  }
}

function build<Tx>({ before, after }: Registered<Tx>): Pipeline<Tx> {
  const live = before.map((rule) => ({ ...rule, reaction: LIVE[rule.mode] }))
  const elsewhere = live.filter((rule) => rule.mode !== 'M')
  const kept = elsewhere.map((rule) => ({ ...rule, reaction: 'keep' as const }))
  return {
    emit: chain(live, after),
    record: chain(kept, after),
    check: chain(live, []),
    ask: chain(elsewhere, []),
    findings: chain(kept, []),
  }
}
