import type { Ids, Unit } from '@pos/core'
import { allowOverReturn, type StoreTx } from '@pos/db'
import type { Finding } from '@pos/rule-engine'
import { SaleFact, type SaleFlagRecord } from '@pos/shared-types'
import { factReader } from '@pos/server-kit'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import type { StoreNeeds } from '../../needs.ts'
import { followPlace } from '../../numbering/places.ts'
import { approvalsFor, asConsent } from '../../consent/approval-repository.ts'
import type { RecordedSale } from './actions.ts'
import { limitsOf, type Consent } from '../../consent/consent.ts'
import { Posted } from './posted.ts'
import type { SaleArrival } from './sale-arrival.ts'
import { insertSale } from './sale-repository.ts'

type Needs = Pick<StoreNeeds, 'rules' | 'ids' | 'settings'>

/** Takes sales that tills have made: stored as they were sealed, or stored and flagged; never refused. */
export function saleIngest({ rules, ids, settings }: Needs): EventHandler<StoreTx> {
  const record = recordArrival(ids)
  return anyFact<StoreTx, SaleFact>({
    type: 'sale.completed',
    schema: 1,
    read: factReader(SaleFact),
    storeOf: (fact) => fact.sale.storeId,
    apply: async (unit, events) => {
      const codes = new Map<string, string[]>()
      for (const { eventId, fact, payload } of events) {
        const arrival = { fact, factText: payload, consent: consentTo(unit, fact, settings) }
        const { flags } = await rules.record('sale:ingest', unit, arrival, record)
        if (flags.length > 0)
          codes.set(
            eventId,
            flags.map((flag) => flag.code),
          )
      }
      return codes
    },
  })
}

/** What tills have told about this sale before the sale itself: each is judged against what it contains. */
function consentTo(unit: Unit<StoreTx>, fact: SaleFact, settings: StoreNeeds['settings']): Consent {
  const { storeId, registerId, userId, completedAt } = fact.sale
  return {
    approvals: approvalsFor(unit.tx, fact.sale.id).flatMap((stored) => asConsent(stored) ?? []),
    sale: () => ({ ...fact, sellerId: userId, completedAt }),
    limits: () => limitsOf(settings(unit.tx.catalog, unit.tenantId, { storeId, registerId })),
  }
}

function recordArrival(ids: Ids) {
  return (unit: Unit<StoreTx>, arrival: SaleArrival, findings: readonly Finding[]): RecordedSale => {
    const { fact, factText } = arrival
    const { sale } = fact
    for (const { originalLineId, quantityMilli } of fact.lines) {
      if (originalLineId !== null && quantityMilli < 0) allowOverReturn(unit.tx, originalLineId, -quantityMilli)
    }
    insertSale(unit, fact)
    followPlace(unit.tx, sale.seriesId, sale.number, sale.hash)
    const flags = findings.map((finding, index) => flagOf(ids, fact, finding, index + 1))
    if (flags.length > 0) unit.tx.insert('saleFlags', flags, { tenantId: unit.tenantId })
    for (const flag of flags) {
      unit.emitAfterCommit({ name: 'sale:flagged', payload: { saleId: sale.id, ruleId: flag.ruleId, code: flag.code } })
    }
    return { fact, factText, movements: new Posted(), redemptions: new Posted(), flags }
  }
}

function flagOf(ids: Ids, { sale }: SaleFact, finding: Finding, lineNo: number): SaleFlagRecord {
  return {
    id: ids.next(),
    storeId: sale.storeId,
    eventId: sale.eventId,
    lineNo,
    saleId: sale.id,
    ruleId: finding.ruleId,
    code: finding.code,
    params: finding.params,
    raisedBy: 'store',
    state: 'open',
  }
}
