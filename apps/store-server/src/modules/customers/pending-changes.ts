import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type {
  CustomerChangedFact,
  CustomerField,
  CustomerId,
  CustomerStamps,
  CustomerValues,
  EventId,
} from '@pos/shared-types'

/** What this store wrote and head office's row does not show yet. */
export type PendingChange = Pick<CustomerChangedFact, 'customerId' | 'code' | 'isNew' | 'changes' | 'stamp'>

/**
 * Acknowledged changes lie over the replica until it was pulled after that: then it shows them, or what won against
 * them, and a later word of head office is not hidden behind an old one.
 */
const OPEN = `
  select p.fields from pending_changes p join outbox o on o.event_id = p.event_id
  where p.entity = 'customer' and not (o.state = 'acked' and o.acked_at < ?)`

export function openChanges(tx: StoreTx): readonly PendingChange[] {
  return read(tx, `${OPEN} order by p.hlc`, [pulledAt(tx)])
}

export function openChangesOf(tx: StoreTx, id: CustomerId): readonly PendingChange[] {
  return read(tx, `${OPEN} and p.entity_id = ? order by p.hlc`, [pulledAt(tx), id])
}

function read(tx: StoreTx, text: string, params: (string | number)[]): PendingChange[] {
  return tx
    .prepare<{ fields: string }>(text)
    .all(params)
    .map(({ fields }) => JSON.parse(fields) as PendingChange)
}

// By the few changes there are: the other way round it reads all of the outbox.
const FORGET = `
  delete from pending_changes where (
    select o.state = 'acked' and o.acked_at < ? from outbox o where o.event_id = pending_changes.event_id)`

/** Forgets the changes that head office's row shows by now. */
export function forgetShownChanges({ tx }: Unit<StoreTx>): void {
  tx.prepare(FORGET).run([pulledAt(tx)])
}

/** Keeps a change, and forgets those that head office's row shows by now. */
export function keepChange(unit: Unit<StoreTx>, eventId: EventId, change: PendingChange): void {
  forgetShownChanges(unit)
  unit.tx.insert('pendingChanges', [
    {
      tenantId: unit.tenantId,
      eventId,
      entity: 'customer',
      entityId: change.customerId,
      fields: change,
      hlc: change.stamp.hlc,
      createdAt: unit.at,
    },
  ])
}

/** When the catalogue last took in anything, by the clock of this server. */
function pulledAt({ catalog }: StoreTx): number {
  const cursor = catalog.prepare<{ at: number }>(`select applied_at as at from sync_cursors where feed = 'hq'`).get()
  return cursor?.at ?? 0
}

type Customer = { readonly values: CustomerValues; readonly stamps: CustomerStamps }

/**
 * A customer with a change laid over it; undefined when there is nothing left to lay: fields that head office has
 * stamped later, or with this very change, stay as they are.
 */
export function overlay(customer: Customer | undefined, { changes, stamp }: PendingChange): Customer | undefined {
  const laid = (Object.keys(changes) as CustomerField[]).filter(
    (field) => stamp.hlc > (customer?.stamps[field]?.hlc ?? ''),
  )
  if (laid.length === 0) return undefined
  const values = Object.fromEntries(laid.map((field) => [field, changes[field]?.value]))
  const stamps = Object.fromEntries(laid.map((field) => [field, stamp]))
  return {
    values: { ...customer?.values, ...values } as CustomerValues,
    stamps: { ...customer?.stamps, ...stamps },
  }
}
