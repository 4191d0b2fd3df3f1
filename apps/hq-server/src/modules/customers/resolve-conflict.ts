import { DomainError, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type {
  BodyOf,
  ConflictId,
  ConflictView,
  CustomerField,
  resolveConflict as resolveCommand,
} from '@pos/shared-types'
import { lockConflict, settleConflict, type OpenConflict } from './conflict-repository.ts'
import { lockCustomer, mergeCustomer, writeCustomer } from './customer-repository.ts'
import { stamped, stampOf, type CustomerNeeds } from './customer-service.ts'

type Choice = BodyOf<typeof resolveCommand>['choice']

/**
 * Lets a person's word hold: it is a change like any other, later than both.
 *
 * @throws DomainError NOT_FOUND, CONFLICT_STATE, VALIDATION_FAILED when both cannot be true
 */
export async function resolveConflict(
  unit: Unit<HqTx>,
  needs: CustomerNeeds,
  id: ConflictId,
  choice: Choice,
): Promise<ConflictView> {
  const conflict = await lockConflict(unit, id)
  if (conflict.kind === 'field') await setField(unit, needs, conflict, choice)
  else await mergeTwins(unit, conflict, choice)
  await recordAudit(unit, {
    category: 'sync',
    action: 'conflicts.resolve',
    entity: conflict.entity,
    entityId: conflict.entityId,
    after: { kind: conflict.kind, field: conflict.field, choice },
  })
  return settleConflict(unit, id, choice)
}

async function setField(
  unit: Unit<HqTx>,
  { mark }: CustomerNeeds,
  { entityId, field, local, remote }: OpenConflict,
  choice: Choice,
): Promise<void> {
  if (choice === 'both') throw new DomainError('VALIDATION_FAILED')
  const customer = await lockCustomer(unit, entityId)
  const { value } = choice === 'local' ? local : remote
  const stamps = stamped(customer.stamps, [field as CustomerField], stampOf(unit, mark))
  await writeCustomer(unit, entityId, { ...customer, [field]: value }, stamps)
}

async function mergeTwins(unit: Unit<HqTx>, { local, remote }: OpenConflict, choice: Choice): Promise<void> {
  if (choice === 'both') return
  const [kept, gone] = choice === 'local' ? [local, remote] : [remote, local]
  const survivor = await lockCustomer(unit, String(kept.value))
  const merged = await lockCustomer(unit, String(gone.value))
  // Another question about one of them was answered before.
  if (survivor.mergedIntoId !== null || merged.mergedIntoId !== null) throw new DomainError('CONFLICT_STATE')
  await mergeCustomer(unit, merged.id, survivor.id)
}
