import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { customerCode } from '@pos/domain'
import { recordAudit } from '@pos/server-kit'
import type {
  BodyOf,
  CustomerField,
  CustomerId,
  CustomerStamps,
  CustomerValues,
  CustomerView,
  FieldStamp,
  updateCustomer as updateCommand,
} from '@pos/shared-types'
import { markAfter } from '@pos/sync-engine'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'
import { openDuplicates } from './conflict-repository.ts'
import { lockCustomer, twinsOf, writeCustomer } from './customer-repository.ts'

export type CustomerNeeds = {
  readonly ids: Ids
  /** The hybrid mark of what is written now at head office. */
  readonly mark: (at: number) => string
}

/** @throws DomainError CODE_TAKEN */
export async function createCustomer(
  unit: Unit<HqTx>,
  { ids, mark }: CustomerNeeds,
  values: CustomerValues,
): Promise<CustomerView> {
  const id: CustomerId = ids.next()
  const code = customerCode('HQ', id)
  await insertCustomer(unit, { id, code, values, stamps: {}, storeId: null })
  await askAboutTwins(unit, ids, id, values, { eventId: ids.next(), storeId: null, stamp: stampOf(unit, mark) })
  await noteChange(unit, 'customers.create', id, Object.keys(values))
  return { id, code, ...values, stamps: {}, mergedIntoId: null, isPending: false }
}

/**
 * Changes fields of a customer.
 *
 * @throws DomainError NOT_FOUND, REVISION_CONFLICT when somebody wrote one of the fields since it was read
 */
export async function updateCustomer(
  unit: Unit<HqTx>,
  { ids, mark }: CustomerNeeds,
  id: CustomerId,
  { changes, seen }: BodyOf<typeof updateCommand>,
): Promise<CustomerView> {
  const known = await lockCustomer(unit, id)
  const fields = Object.keys(changes) as CustomerField[]
  if (fields.some((field) => (known.stamps[field]?.hlc ?? null) !== (seen[field] ?? null)))
    throw new DomainError('REVISION_CONFLICT')
  const stamp = stampOf(unit, mark)
  const stamps = stamped(known.stamps, fields, stamp)
  const customer = { ...known, ...changes, stamps }
  await writeCustomer(unit, id, customer, stamps)
  await askAboutTwins(unit, ids, id, changes, { eventId: ids.next(), storeId: null, stamp })
  await noteChange(unit, 'customers.update', id, fields)
  return customer
}

type NewCustomer = {
  readonly id: CustomerId
  readonly code: string
  readonly values: CustomerValues
  readonly stamps: CustomerStamps
  readonly storeId: string | null
}

export async function insertCustomer(
  unit: Unit<HqTx>,
  { id, code, values, stamps, storeId }: NewCustomer,
): Promise<void> {
  const row = { id, code, ...values, homeStoreId: storeId, stamps }
  await codeTaken(code, () => unit.tx.insert('customers', [row], newRef(unit)))
  unit.tx.touch('customer', id)
}

/** Each field is stamped after the one before it, so that what follows is seen to follow. */
export function stamped(known: CustomerStamps, fields: readonly CustomerField[], stamp: FieldStamp): CustomerStamps {
  const news = fields.map((field) => [field, { ...stamp, hlc: markAfter(stamp.hlc, known[field]?.hlc ?? null) }])
  return { ...known, ...Object.fromEntries(news) }
}

export const stampOf = ({ at, userId }: Unit<HqTx>, mark: CustomerNeeds['mark']): FieldStamp => ({
  hlc: mark(at),
  by: userId ?? null,
})

export async function askAboutTwins(
  unit: Unit<HqTx>,
  ids: Ids,
  id: CustomerId,
  { email = null, phone = null, taxNumber = null }: Partial<CustomerValues>,
  source: Parameters<typeof openDuplicates>[4],
): Promise<void> {
  if (email === null && phone === null && taxNumber === null) return
  await openDuplicates(unit, ids, id, await twinsOf(unit, id, { email, phone, taxNumber }), source)
}

/** Names of fields only: what is personal has no place in a log that is never erased. */
function noteChange(unit: Unit<HqTx>, action: string, id: CustomerId, fields: readonly string[]): Promise<void> {
  const after = { fields: fields.join(' ') }
  return recordAudit(unit, { category: 'privacy', action, entity: 'customer', entityId: id, after })
}
