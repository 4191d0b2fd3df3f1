import type { Ids } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { Finding } from '@pos/rule-engine'
import { relayedReader, type Relayed } from '@pos/server-kit'
import { SaleFact, type SaleFlagRecord } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import type { HqNeeds } from '../../needs.ts'
import { MadeByStore } from './made-by-store.ts'
import { inLineage } from '../../in-lineage.ts'
import { foldRedemptions } from '../../value-ledger/redeemed-batch.ts'
import { hasSale, insertSales } from './sale-repository.ts'
import { readSurroundings } from './surroundings.ts'

type Relay = Relayed<SaleFact, MadeByStore>

/** Takes sales from stores: one statement per table for a whole batch. */
export function saleIngest({ rules, ids }: Pick<HqNeeds, 'rules' | 'ids'>): EventHandler<HqTx> {
  return anyFact<HqTx, Relay>({
    type: 'sale.completed',
    schema: 1,
    read: relayedReader(SaleFact, MadeByStore),
    storeOf: ({ fact }) => fact.sale.storeId,
    isKnown: (unit, { fact: { fact } }) => hasSale(unit, fact),
    apply: async (unit, events) => {
      const relays = events.map((event) => event.fact)
      const facts = relays.map((relay) => relay.fact)
      const redeemed = await foldRedemptions(
        unit,
        relays.map(({ fact, made }) => ({ fact, redemptions: made.redemptions ?? [] })),
      )
      const around = { ...(await readSurroundings(unit, facts)), uncovered: redeemed.findings }
      const flags: SaleFlagRecord[] = []
      for (const { fact, made } of relays) {
        const findings = await rules.findings('sale:ingest', unit, { fact, around })
        flags.push(...made.flags, ...flagsOf(ids, fact, findings))
      }
      const movements = events.flatMap(({ fact: { made }, lineage }) => inLineage(made.movements, lineage))
      const batch = { facts, flags, movements, redeemed }
      await rules.emit('sale-batch:record', unit, batch, insertSales)
      return codesOf(flags)
    },
  })
}

/** The lines of head office follow those of the store: (event, rule, line) is unique, and the rules differ. */
function flagsOf(ids: Ids, { sale }: SaleFact, findings: readonly Finding[]): SaleFlagRecord[] {
  return findings.map((finding, index) => ({
    id: ids.next(),
    storeId: sale.storeId,
    eventId: sale.eventId,
    lineNo: index + 1,
    saleId: sale.id,
    ruleId: finding.ruleId,
    code: finding.code,
    params: finding.params,
    raisedBy: 'hq',
    state: 'open',
  }))
}

function codesOf(flags: readonly SaleFlagRecord[]): Map<string, string[]> {
  const byEvent = Map.groupBy(flags, (flag) => flag.eventId)
  return new Map([...byEvent].map(([eventId, found]) => [eventId, [...new Set(found.map((flag) => flag.code))]]))
}
