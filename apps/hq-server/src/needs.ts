import type { Clock, Ids, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { RuleEngine } from '@pos/rule-engine'
import type { TenantPasswords } from './tenant-passwords.ts'
import type { HqActions } from './actions.ts'

export type HqRules = RuleEngine<HqActions, HqTx>

/** What every module of head office may use. */
export type HqNeeds = {
  readonly unitOfWork: UnitOfWork<HqTx>
  readonly passwords: TenantPasswords
  readonly rules: HqRules
  readonly clock: Clock
  readonly ids: Ids
}
