import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { factReader } from '@pos/server-kit'
import { AllowanceReturnedFact, type Cents, type EventId } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { lockAccounts } from '../../value-ledger/value-ledger.ts'

/** Takes back what stores did not spend. */
export function allowanceIngest(): EventHandler<HqTx> {
  return anyFact<HqTx, AllowanceReturnedFact>({
    type: 'value_allowance.returned',
    schema: 1,
    read: factReader(AllowanceReturnedFact),
    storeOf: (fact) => fact.storeId,
    apply: async (unit, events) => {
      const findings = new Map<EventId, readonly string[]>()
      for (const { eventId, fact } of events) {
        if (!(await takeBack(unit, fact))) findings.set(eventId, ['VALUE_NOT_FOUND'])
      }
      return findings
    },
  })
}

type Row = { readonly state: 'open' | 'returned' | 'expired' }

/**
 * What the store says it spent stays lent until the sales that spent it have arrived; they may be behind this word. A
 * life of the store that was restored may say less than head office knows: then what is known counts.
 */
async function takeBack(unit: Unit<HqTx>, fact: AllowanceReturnedFact): Promise<boolean> {
  const { tx, tenantId, at } = unit
  const { allowanceId, accountId, storeId, spentMinor } = fact
  await lockAccounts(unit, [accountId])
  const own = sql`tenant_id = ${tenantId} and id = ${allowanceId} and account_id = ${accountId} and store_id = ${storeId}`
  const [known] = await tx.query<Row>(sql`select state from value_allowances where ${own}`)
  if (known === undefined) return false
  // Two lives of a store may both give it back.
  if (known.state === 'returned') return true
  const [given] = await tx.query<{ minor: Cents }>(sql`
    update value_allowances set state = 'returned', returned_at = ${tx.fragments.instant(at)},
      returned_minor = granted_minor - least(granted_minor, greatest(spent_minor, ${spentMinor}))
    where ${own} returning returned_minor as minor`)
  await tx.query(sql`
    update value_accounts set lent_minor = lent_minor - ${given?.minor ?? 0}
    where tenant_id = ${tenantId} and id = ${accountId}`)
  tx.touch('value_allowance', allowanceId, 'D', storeId)
  return true
}
