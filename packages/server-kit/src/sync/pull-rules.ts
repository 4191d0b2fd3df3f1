import type { Awaitable, Context, DomainEvent, Unit } from '@pos/core'
import type { CatalogTx } from '@pos/db'
import type { Action, RuleEngine } from '@pos/rule-engine'
import type { PullChange } from '@pos/shared-types'
import { ENTITIES, type Entity } from './aggregates.ts'

type Changes = readonly PullChange[]

/** Rules of `sync:pull:<entity>` stand around putting changes of head office into the replica, in its transaction. */
export type SyncPullActions = {
  [Name in Entity as `sync:pull:${Name}`]: { input: Changes; result: void }
}

export type PullRules = RuleEngine<SyncPullActions, CatalogTx>

export const SYNC_PULL_ACTIONS: readonly (keyof SyncPullActions)[] = ENTITIES.map(
  (entity) => `sync:pull:${entity}` as const,
)

/** One transaction of the replica, with what it will tell when it is committed. */
export type PullUnit = { readonly unit: Unit<CatalogTx>; readonly events: readonly DomainEvent[] }

export function pullUnit(ctx: Context, tx: CatalogTx): PullUnit {
  const events: DomainEvent[] = []
  return { unit: { ...ctx, tx, emitAfterCommit: (event) => void events.push(event) }, events }
}

/**
 * Puts the changes of a page in, in order, neighbours of one entity together, with the rules around them. Head office's
 * word is not refused by a store; an entity this version does not know has no rules.
 */
export async function applyWithRules(
  rules: PullRules,
  unit: Unit<CatalogTx>,
  changes: Changes,
  apply: (change: PullChange) => void,
): Promise<void> {
  for (const run of neighbours(changes)) {
    const action: Action<CatalogTx, Changes, void> = (_, all) => all.forEach(apply)
    const name = SYNC_PULL_ACTIONS.find((each) => each === `sync:pull:${run[0]?.entity}`)
    const done: Awaitable<void> = name === undefined ? run.forEach(apply) : rules.record(name, unit, run, action)
    await done
  }
}

function neighbours(changes: Changes): Changes[] {
  const runs: PullChange[][] = []
  for (const change of changes) {
    const run = runs.at(-1)
    if (run?.[0]?.entity === change.entity) run.push(change)
    else runs.push([change])
  }
  return runs
}
