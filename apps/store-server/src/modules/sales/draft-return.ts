import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { priceCart, restFor, returnLines, settle, type ReturnLine, type Settlement } from '@pos/domain'
import type { BodyOf, returnSale as returnCommand, SaleLineId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'
import { limitsOf } from '../../consent/consent.ts'
import { redemptionsOf } from '../../allowances/redemptions.ts'
import { draftSource } from './draft-source.ts'
import { findSale } from './fact-repository.ts'
import { openRegister } from './open-register.ts'
import { alreadyReturned } from './returnable-repository.ts'
import type { DraftLine, SaleDraft } from './sale-draft.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'settings' | 'ids' | 'codeHash'>
type Input = BodyOf<typeof returnCommand>

/** Goods of a known sale, at price, tax and discount as paid, with the whole refund on one tender. */
export function draftReturn(unit: Unit<StoreTx>, needs: Needs, input: Input): SaleDraft {
  const { storeId } = identityOrRefuse(needs.identity())
  const view = needs.selling.at(unit.tx.catalog, storeId, unit.at)
  const register = openRegister(unit.tx, view, input.registerId)
  const original = findSale(unit.tx, input.originalSaleId)
  if (!original || original.sale.kind === 'void') throw new DomainError('NOT_FOUND')
  const returned = new Map([...alreadyReturned(unit.tx, original)].map(([id, row]) => [id, row.returnedMilli]))
  const back = returnLines(
    original,
    returned,
    input.lines.map((line) => ({ lineId: line.originalLineId, quantityMilli: line.quantityMilli })),
  )
  const priced = priceCart(
    { lines: back, discounts: [] },
    { isTaxIncluded: original.sale.isTaxIncluded, taxRounding: 'line', exemption: null },
  )
  const tenderTypes = view.tenderTypes()
  const due = { totalMinor: priced.totalMinor, currency: view.profile.currency }
  const tenders = [{ tenderTypeId: input.refundTenderTypeId, tenderedMinor: priced.totalMinor }]
  const settlement = () => refund(due, input.refundTenderTypeId, tenderTypes)
  const id = needs.ids.next()
  const lines = back.map((line, index) =>
    draftLine(view, line, needs.ids.next(), input.lines[index]?.reasonCodeId ?? null),
  )
  const settings = needs.settings(unit.tx.catalog, unit.tenantId, { storeId, registerId: register.id })
  return {
    id,
    register,
    view,
    lines,
    priced,
    tenderTypes,
    tenders,
    settlement,
    redemptions: () => redemptionsOf(unit, needs, { tenders, tenderTypes, settlement, currency: due.currency }),
    expectedPayableMinor: undefined,
    original,
    settings,
    note: null,
    consent: {
      approvals: [],
      sale: () => draftSource({ id, view, lines, priced, payments: [], sellerId: unit.userId, at: unit.at }),
      limits: () => limitsOf(settings),
    },
  }
}

function refund(
  due: { totalMinor: number; currency: string },
  tenderTypeId: string,
  types: SaleDraft['tenderTypes'],
): Settlement {
  const type = types.find((each) => each.id === tenderTypeId)
  if (!type) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: tenderTypeId })
  return settle(due, [{ tenderTypeId, tenderedMinor: restFor(due, [], type) }], types)
}

function draftLine(view: SellingView, line: ReturnLine, id: SaleLineId, returnReasonId: string | null): DraftLine {
  const { original } = line
  const item = original.variantId === null ? undefined : view.item(original.variantId)
  const reason = view.reason(returnReasonId, 'return')
  if (returnReasonId !== null && !reason) throw new DomainError('NOT_FOUND')
  if (!item) throw new DomainError('RETURN_NOT_ALLOWED', { product: original.name })
  return {
    id,
    item,
    input: { variantId: item.variantId, quantityMilli: line.quantityMilli },
    quantityMilli: line.quantityMilli,
    listPriceMinor: original.listPriceMinor,
    priceMinor: line.priceMinor,
    perMilli: line.perMilli,
    priceSource: 'original',
    original,
    returnReasonId,
    restock: reason?.restock ?? 'resell',
  }
}
