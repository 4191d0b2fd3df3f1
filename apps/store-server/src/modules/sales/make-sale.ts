import { assert, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { makeSaleFact, type SaleLineDetails } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { Approval, SaleFact, SaleLineId } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { takePlace } from '../../numbering/places.ts'
import { version } from '../../version.ts'
import type { RecordedSale } from './actions.ts'
import { isLineDiscount, type Consent } from '../../consent/consent.ts'
import type { OpenRegister } from './open-register.ts'
import { Posted } from './posted.ts'
import type { DraftLine, SaleDraft } from './sale-draft.ts'
import { insertSale } from './sale-repository.ts'

type Needs = Pick<StoreNeeds, 'ids' | 'mark'>

/** The act of `sale:complete` and `sale:return`: number, hash and rows of a sale the store server makes. */
export function makeSale(needs: Needs): (unit: Unit<StoreTx>, draft: SaleDraft) => RecordedSale {
  return (unit, draft) => {
    const { register } = draft
    assert(register, 'a sale is made on a register')
    const fact = factOf(unit, needs, draft, register)
    takePlace(unit.tx, register.series, fact.sale.hash)
    insertSale(unit, fact)
    return { fact, factText: JSON.stringify(fact), movements: new Posted(), redemptions: new Posted(), flags: [] }
  }
}

function factOf(unit: Unit<StoreTx>, { ids, mark }: Needs, draft: SaleDraft, register: OpenRegister): SaleFact {
  const { view } = draft
  const { shift } = register
  return makeSaleFact({
    header: {
      id: draft.id,
      storeId: view.profile.id,
      eventId: ids.next(),
      businessOn: shift.businessOn,
      deviceId: unit.deviceId ?? null,
      userId: unit.userId ?? null,
      registerId: register.id,
      shiftId: shift.id,
      capture: 'online',
      customerId: null,
      customerName: null,
      salesRepId: null,
      currency: view.profile.currency,
      priceListId: view.profile.priceListId,
      isTaxIncluded: view.profile.isTaxIncluded,
      timeZone: shift.timeZone,
      startedAt: unit.at,
      completedAt: unit.at,
      taxExemptionId: null,
      catalogueVersion: view.version,
      appVersion: version,
      clockState: 'ok',
      hlc: mark(unit.at),
      note: draft.note,
    },
    priced: draft.priced,
    lines: draft.lines.map((line) => detailsOf(line, draft.consent)),
    settlement: draft.settlement(),
    series: register.series,
    nextId: () => ids.next(),
    sha256,
  })
}

function detailsOf(
  { id, item, input, listPriceMinor, priceSource, original, returnReasonId, restock }: DraftLine,
  { approvals }: Consent,
): SaleLineDetails {
  return {
    id,
    kind: lineKind(item.kind),
    parentLineId: null,
    productId: item.productId,
    variantId: item.variantId,
    sku: item.sku,
    barcode: input.code ?? item.barcode,
    name: item.receiptName,
    departmentId: item.departmentId,
    unitCode: item.unitCode,
    weightSource: 'none',
    listPriceMinor,
    priceSource,
    overrideReasonId: null,
    approvalId: approvalOf(approvals, id),
    originalLineId: original?.id ?? null,
    originalStoreId: original?.storeId ?? null,
    returnReasonId,
    restock,
    taxGroupId: original?.taxGroupId ?? item.taxGroupId,
  }
}

/** What was consented to about a line; discounts name theirs themselves. */
function approvalOf(approvals: readonly Approval[], lineId: SaleLineId): string | null {
  const ofLine = approvals.find(({ request }) => request.partId === lineId && !isLineDiscount(request.action))
  return ofLine?.request.id ?? null
}

function lineKind(kind: DraftLine['item']['kind']): SaleLineDetails['kind'] {
  switch (kind) {
    case 'goods':
    case 'service':
    case 'kit':
    case 'charge':
    case 'donation':
      return kind
    case 'gift_card':
      return 'value_load'
    case 'deposit':
      return 'container_deposit'
  }
}
