import type { Ids, Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { BusinessDate, OpeningStockFact, Quantity, VariantId } from '@pos/shared-types'
import type { StoreIdentity } from '../../identity.ts'
import type { SellingView } from '../catalogue/selling-catalogue.ts'
import { hybridTime } from '../sync/hybrid-time.ts'
import { addToOutbox } from '../sync/outbox.ts'
import { postMovement } from './stock-ledger.ts'

export type OpeningLine = { readonly variantId: VariantId; readonly quantityMilli: Quantity }

/** Posts what was on the shelves on the first day, as one document. At most 1,000 lines. */
export function postOpeningStock(
  unit: Unit<StoreTx>,
  ids: Ids,
  me: StoreIdentity,
  view: SellingView,
  businessOn: BusinessDate,
  lines: readonly OpeningLine[],
): void {
  const [documentId, eventId, hlc] = [ids.next(), ids.next(), hybridTime(unit.at, me.storeId)]
  const movements = lines.map(({ variantId, quantityMilli }, index) =>
    postMovement(unit, me.lineage, {
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
    }),
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
