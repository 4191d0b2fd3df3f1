import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { mergeFields } from '@pos/domain'
import { factReader } from '@pos/server-kit'
import {
  CUSTOMER_FIELDS,
  CustomerChangedFact,
  type CustomerStamps,
  type CustomerValues,
  type EventId,
} from '@pos/shared-types'
import { anyFact, clampMark, type EventHandler, type ReceivedEvent } from '@pos/sync-engine'
import { openFieldConflicts } from './conflict-repository.ts'
import { findCustomer, writeCustomer } from './customer-repository.ts'
import { askAboutTwins, insertCustomer, type CustomerNeeds } from './customer-service.ts'

/** Finds what two people wrote without knowing of each other, and keeps both for a third. */
const CONFLICT = 'SYNC_CONFLICT'

/** Takes what stores wrote into customers, field by field. */
export function customerIngest(needs: CustomerNeeds): readonly EventHandler<HqTx>[] {
  return [
    anyFact<HqTx, CustomerChangedFact>({
      type: 'customer.changed',
      schema: 1,
      read: readChange,
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        const findings = new Map<EventId, readonly string[]>()
        for (const event of events) {
          const isClean = await takeIn(unit, needs, event)
          if (!isClean) findings.set(event.eventId, [CONFLICT])
        }
        return findings
      },
    }),
  ]
}

const readFact = factReader(CustomerChangedFact)

/** A new customer names every field, or there is nothing to make it from. */
function readChange(payload: string): CustomerChangedFact | undefined {
  const fact = readFact(payload)
  if (fact === undefined) return undefined
  const isWhole = CUSTOMER_FIELDS.every((field) => fact.changes[field] !== undefined)
  return fact.isNew && !isWhole ? undefined : fact
}

async function takeIn(
  unit: Unit<HqTx>,
  { ids }: CustomerNeeds,
  { eventId, fact }: ReceivedEvent<CustomerChangedFact>,
): Promise<boolean> {
  const { customerId: id, storeId, code, changes } = fact
  const stamp = { ...fact.stamp, hlc: clampMark(fact.stamp.hlc, unit.at) }
  const source = { eventId, storeId, stamp }
  const known = await findCustomer(unit, id)
  if (known === undefined) {
    const values = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, changes[field]?.value])) as CustomerValues
    const stamps: CustomerStamps = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, stamp]))
    await insertCustomer(unit, { id, code, values, stamps, storeId })
    await askAboutTwins(unit, ids, id, values, source)
    return true
  }
  const merge = mergeFields(known, known.stamps, changes, stamp)
  await writeCustomer(
    unit,
    id,
    { ...known, ...(merge.values as Partial<CustomerValues>) },
    { ...known.stamps, ...merge.stamps },
  )
  await openFieldConflicts(unit, ids, id, merge.clashes, source)
  await askAboutTwins(unit, ids, id, merge.values as Partial<CustomerValues>, source)
  return merge.clashes.length === 0
}
