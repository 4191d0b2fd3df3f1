import { wrapFact } from '@pos/sync-engine'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'

type Needs = Pick<StoreNeeds, 'rules' | 'identity'>

/** A sale goes up under its own event id, as the text its maker sealed, with what the store added. */
export function outboxRules({ rules, identity }: Needs): void {
  rules.after(['sale:complete', 'sale:return', 'sale:ingest'], 'sync.add-to-outbox', (unit, _, recorded) => {
    const { sale } = recorded.fact
    const { movements, flags } = recorded
    const redemptions = recorded.redemptions.all()
    // What redeemed nothing says nothing of it, so that an older head office reads it as ever.
    const made = { movements: movements.all(), flags, ...(redemptions.length > 0 && { redemptions }) }
    addToOutbox(unit, identityOrRefuse(identity()).lineage, {
      eventId: sale.eventId,
      type: 'sale.completed',
      aggregateType: 'sale',
      aggregateId: sale.id,
      aggregateSeq: 1,
      hlc: sale.hlc,
      payload: wrapFact(recorded.factText, made),
    })
  })

  rules.after(
    ['sale:complete', 'sale:return', 'sale:ingest'],
    'sales.tell-completed',
    (unit, _, { fact: { sale } }) => {
      unit.emitAfterCommit({
        name: 'sale:completed',
        payload: {
          saleId: sale.id,
          documentNo: sale.documentNo,
          registerId: sale.registerId,
          kind: sale.kind,
          totalMinor: sale.totalMinor,
          currency: sale.currency,
          customerId: sale.customerId,
          capture: sale.capture,
        },
      })
    },
  )
}
