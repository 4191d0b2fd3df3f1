import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { SaleFact, SaleLineRecord, StockMovementRecord } from '@pos/shared-types'
import { identityOrRefuse, type StoreIdentity } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { postMovements, type NewMovement } from './stock-ledger.ts'

type Needs = Pick<StoreNeeds, 'rules' | 'ids' | 'selling' | 'identity'>

/** Registers the one way in which selling changes stock, whoever made the sale. */
export function inventoryRules({ rules, ids, selling, identity }: Needs): void {
  rules.after(
    ['sale:complete', 'sale:return', 'sale:ingest'],
    'inventory.deduct-stock',
    (unit, _, { fact, movements }) => {
      const me = identityOrRefuse(identity())
      const view = selling.at(unit.tx.catalog, me.storeId, unit.at)
      const locationId = view.locationId()
      const made = fact.lines.filter(isStocked).map((line) => movementOf(ids.next(), me, locationId, fact, line))
      for (const movement of postMovements(unit, me.lineage, made)) {
        movements.add(movement)
        emitChange(unit, movement)
      }
    },
  )
}

/** Services and charges have no stock; goods that are thrown away or sent back do not return to the shelf. */
function isStocked(line: SaleLineRecord): line is SaleLineRecord & { variantId: string } {
  if (line.kind !== 'goods' && line.kind !== 'component') return false
  if (line.variantId === null || line.quantityMilli === 0) return false
  return line.quantityMilli > 0 || line.restock === null || line.restock === 'resell'
}

function movementOf(
  id: string,
  me: StoreIdentity,
  locationId: string,
  { sale }: SaleFact,
  line: SaleLineRecord & { variantId: string },
): NewMovement {
  return {
    id,
    eventId: sale.eventId,
    lineNo: line.lineNo,
    storeId: me.storeId,
    locationId,
    variantId: line.variantId,
    quantityMilli: -line.quantityMilli,
    kind: line.quantityMilli > 0 ? 'sale' : 'return',
    reasonCodeId: line.returnReasonId,
    sourceType: 'sale',
    sourceId: sale.id,
    sourceLineId: line.id,
    costMinor: null,
    currency: sale.currency,
    businessOn: sale.businessOn,
    occurredAt: sale.occurredAt,
    hlc: sale.hlc,
  }
}

function emitChange(unit: Unit<StoreTx>, movement: StockMovementRecord): void {
  const { variantId, locationId, quantityMilli, levelAfterMilli, seq, kind } = movement
  unit.emitAfterCommit({
    name: 'stock:changed',
    payload: { variantId, locationId, quantityMilli, levelAfterMilli, asOfSeq: seq, cause: kind },
  })
  if (levelAfterMilli < 0)
    unit.emitAfterCommit({ name: 'stock:negative', payload: { variantId, onHandMilli: levelAfterMilli } })
}
