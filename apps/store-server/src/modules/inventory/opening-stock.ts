import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { BusinessDate, OpeningStockFact, Quantity, VariantId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'
import { postMovements } from './stock-ledger.ts'

export type OpeningLine = { readonly variantId: VariantId; readonly quantityMilli: Quantity }

type Needs = Pick<StoreNeeds, 'ids' | 'selling' | 'identity' | 'mark'>
type Opening = { readonly businessOn: BusinessDate; readonly lines: readonly OpeningLine[] }

/** Posts what was on the shelves on the first day, as one document. At most 1,000 lines. */
export function postOpeningStock(unit: Unit<StoreTx>, needs: Needs, { businessOn, lines }: Opening): void {
  const { ids, selling, identity, mark } = needs
  const me = identityOrRefuse(identity())
  const view = selling.at(unit.tx.catalog, me.storeId, unit.at)
  const [documentId, eventId, hlc] = [ids.next(), ids.next(), mark(unit.at)]
  const movements = postMovements(
    unit,
    me.lineage,
    lines.map(({ variantId, quantityMilli }, index) => ({
      id: ids.next(),
      eventId,
      lineNo: index + 1,
      storeId: me.storeId,
      locationId: view.locationId(),
      variantId,
      quantityMilli,
      kind: 'opening',
      reasonCodeId: null,
      sourceType: 'opening',
      sourceId: documentId,
      sourceLineId: ids.next(),
      costMinor: null,
      currency: view.profile.currency,
      businessOn,
      occurredAt: unit.at,
      hlc,
    })),
  )
  const fact: OpeningStockFact = { documentId, storeId: me.storeId, kind: 'opening', movements }
  addToOutbox(unit, me.lineage, {
    eventId,
    type: 'stock_adjustment.posted',
    aggregateType: 'document',
    aggregateId: documentId,
    aggregateSeq: 1,
    hlc,
    payload: JSON.stringify(fact),
  })
}
