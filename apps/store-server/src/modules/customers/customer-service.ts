import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { customerCode } from '@pos/domain'
import { recordAudit } from '@pos/server-kit'
import {
  CUSTOMER_FIELDS,
  type BodyOf,
  type CustomerChangedFact,
  type CustomerChanges,
  type CustomerField,
  type CustomerId,
  type CustomerValues,
  type CustomerView,
  type updateCustomer as updateCommand,
} from '@pos/shared-types'
import { markAfter } from '@pos/sync-engine'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'
import { findCustomer } from './customer-list.ts'
import { keepChange } from './pending-changes.ts'

export type CustomerNeeds = Pick<StoreNeeds, 'ids' | 'identity' | 'mark' | 'selling'>

/** A customer of this store at once, and of the company when head office hears of it. */
export function createCustomer(unit: Unit<StoreTx>, needs: CustomerNeeds, values: CustomerValues): CustomerView {
  const { ids, identity, selling } = needs
  const { storeId } = identityOrRefuse(identity())
  const { profile } = selling.at(unit.tx.catalog, storeId, unit.at)
  const id: CustomerId = ids.next()
  const code = customerCode(profile.code, id)
  const changes = Object.fromEntries(
    CUSTOMER_FIELDS.map((field) => [field, { value: values[field], was: values[field], seen: null }]),
  ) as CustomerChanges
  return tell(unit, needs, 'customers.create', { customerId: id, code, isNew: true, changes })
}

/**
 * Changes fields of a customer.
 *
 * @throws DomainError NOT_FOUND, REVISION_CONFLICT when one of the fields was written since it was read
 */
export function updateCustomer(
  unit: Unit<StoreTx>,
  needs: CustomerNeeds,
  id: CustomerId,
  { changes: values, seen }: BodyOf<typeof updateCommand>,
): CustomerView {
  const known = findCustomer(unit.tx, id)
  if (known === undefined) throw new DomainError('NOT_FOUND')
  const fields = Object.keys(values) as CustomerField[]
  const markOf = (field: CustomerField) => known.stamps[field]?.hlc ?? null
  if (fields.some((field) => markOf(field) !== (seen[field] ?? null))) throw new DomainError('REVISION_CONFLICT')
  const changes = Object.fromEntries(
    fields.map((field) => [field, { value: values[field], was: known[field], seen: markOf(field) }]),
  ) as CustomerChanges
  return tell(unit, needs, 'customers.update', { customerId: id, code: known.code, isNew: false, changes })
}

type Change = Pick<CustomerChangedFact, 'customerId' | 'code' | 'isNew' | 'changes'>

function tell(
  unit: Unit<StoreTx>,
  { ids, identity, mark }: CustomerNeeds,
  action: string,
  change: Change,
): CustomerView {
  const { storeId, lineage } = identityOrRefuse(identity())
  const hlc = Object.values(change.changes).reduce((latest, { seen }) => markAfter(latest, seen), mark(unit.at))
  const fact: CustomerChangedFact = { ...change, storeId, stamp: { hlc, by: unit.userId ?? null }, changedAt: unit.at }
  const eventId = ids.next()
  addToOutbox(unit, lineage, {
    eventId,
    type: 'customer.changed',
    aggregateType: 'customer',
    aggregateId: change.customerId,
    hlc,
    payload: JSON.stringify(fact),
  })
  keepChange(unit, eventId, { ...change, stamp: fact.stamp })
  // Names of fields only: what is personal has no place in a log that is never erased.
  const after = { fields: Object.keys(change.changes).join(' ') }
  recordAudit(unit, { category: 'privacy', action, entity: 'customer', entityId: change.customerId, after })
  const customer = findCustomer(unit.tx, change.customerId)
  if (customer === undefined) throw new DomainError('NOT_FOUND')
  return customer
}
