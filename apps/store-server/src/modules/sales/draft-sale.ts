import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { priceCart, settle, type CartLine, type Discount, type Settlement } from '@pos/domain'
import type { DiscountInput, SaleContent, SaleLineInput, UserId } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { Item } from '../../selling/item.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'
import { askedRegister, openRegister } from './open-register.ts'
import type { DraftLine, SaleDraft } from './sale-draft.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'settings'>

/** Reads what the content names and prices it; takes nothing. The store server itself is about to make the sale. */
export function draftSale(unit: Unit<StoreTx>, needs: Needs, content: SaleContent): SaleDraft {
  const view = viewOf(unit, needs)
  return draftOn(unit, needs, view, openRegister(unit.tx, view, content.registerId), content)
}

/** The same for a till that asks whether it may make the sale. */
export function draftQuestion(unit: Unit<StoreTx>, needs: Needs, content: SaleContent): SaleDraft {
  const view = viewOf(unit, needs)
  askedRegister(unit.tx, view, content.registerId, unit.deviceId)
  return draftOn(unit, needs, view, undefined, content)
}

function viewOf(unit: Unit<StoreTx>, { selling, identity }: Needs): SellingView {
  return selling.at(unit.tx.catalog, identityOrRefuse(identity()).storeId, unit.at)
}

function draftOn(
  unit: Unit<StoreTx>,
  needs: Needs,
  view: SellingView,
  register: SaleDraft['register'],
  content: SaleContent,
): SaleDraft {
  const place = { storeId: view.profile.id, registerId: content.registerId }
  const settings = needs.settings(unit.tx.catalog, unit.tenantId, place)
  const lines = content.lines.map((line) => draftLine(view, line))
  const tenderTypes = view.tenderTypes()
  const cart = {
    lines: lines.map((line) => toCartLine(view, line, unit.userId)),
    discounts: discountsOf(content.cartDiscount, 'cart', unit.userId),
  }
  const { isTaxIncluded } = view.profile
  const priced = countable(() =>
    priceCart(cart, { isTaxIncluded, taxRounding: settings['tax.rounding'], exemption: null }),
  )
  return {
    register,
    view,
    lines,
    priced,
    tenderTypes,
    tenders: content.payments ?? [],
    settlement: once(() =>
      settle({ totalMinor: priced.totalMinor, currency: view.profile.currency }, content.payments ?? [], tenderTypes),
    ),
    expectedPayableMinor: content.expectedPayableMinor,
    original: null,
    settings,
    note: content.note ?? null,
  }
}

function draftLine(view: SellingView, input: SaleLineInput): DraftLine {
  const item = itemOf(view, input)
  const listPriceMinor = item.priceMinor
  const quantityMilli = (input.quantityMilli * item.scanMilli) / 1000
  if (quantityMilli === 0 || !Number.isSafeInteger(quantityMilli)) throw new DomainError('VALIDATION_FAILED')
  const restock = quantityMilli < 0 ? ('resell' as const) : null
  const line = { item, input, quantityMilli, original: null, returnReasonId: null, restock }
  if (item.isOpenPrice && input.priceMinor !== undefined) {
    const perMilli = input.perMilli ?? item.perMilli
    return {
      ...line,
      listPriceMinor: listPriceMinor ?? input.priceMinor,
      priceMinor: input.priceMinor,
      perMilli,
      priceSource: 'open',
    }
  }
  if (listPriceMinor === null) throw new DomainError('SALE_PRICE_MISSING', { product: item.name })
  const isOverride =
    input.priceMinor !== undefined &&
    (input.priceMinor !== listPriceMinor || (input.perMilli ?? item.perMilli) !== item.perMilli)
  if (isOverride) {
    const perMilli = input.perMilli ?? item.perMilli
    return {
      ...line,
      listPriceMinor,
      priceMinor: input.priceMinor ?? listPriceMinor,
      perMilli,
      priceSource: 'override',
    }
  }
  return { ...line, listPriceMinor, priceMinor: listPriceMinor, perMilli: item.perMilli, priceSource: 'list' }
}

function itemOf(view: SellingView, input: SaleLineInput): Item {
  if ((input.variantId === undefined) === (input.code === undefined)) throw new DomainError('VALIDATION_FAILED')
  const code = input.code ?? input.variantId ?? ''
  const item = input.variantId === undefined ? view.itemByCode(code) : view.item(input.variantId)
  if (!item) throw new DomainError('BARCODE_UNKNOWN', { code })
  if (!item.isActive) throw new DomainError('SALE_PRODUCT_NOT_SELLABLE', { product: item.name })
  return item
}

function toCartLine(view: SellingView, line: DraftLine, userId: UserId | undefined): CartLine {
  return {
    priceMinor: line.priceMinor,
    perMilli: line.perMilli,
    quantityMilli: line.quantityMilli,
    taxGroup: view.taxGroup(line.item.taxGroupId),
    isDiscountable: line.item.isDiscountable,
    discounts: discountsOf(line.input.discount, 'line', userId),
    copy: null,
  }
}

function discountsOf(
  input: DiscountInput | undefined,
  source: 'line' | 'cart',
  userId: UserId | undefined,
): Discount[] {
  if (!input) return []
  const origin = { source, reasonCodeId: input.reasonCodeId ?? null, approvalId: null, userId: userId ?? null }
  if (input.ratePpm !== undefined && input.amountMinor === undefined) {
    return [{ ...origin, ratePpm: input.ratePpm, amountMinor: null }]
  }
  if (input.amountMinor !== undefined && input.ratePpm === undefined) {
    return [{ ...origin, ratePpm: null, amountMinor: input.amountMinor }]
  }
  throw new DomainError('VALIDATION_FAILED')
}

/** Each number of a request may be whole and their product beyond what can be counted: then the request is wrong. */
function countable<Result>(calculate: () => Result): Result {
  try {
    return calculate()
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('VALIDATION_FAILED', {}, { cause: error })
    throw error
  }
}

/** Rules, action and answer ask for the settlement; it is worked out for the first. */
function once(make: () => Settlement): () => Settlement {
  let made: Settlement | undefined
  return () => (made ??= make())
}
