import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { CLOCKS_APART_MS, priceCart, settle, type CartLine, type Discount } from '@pos/domain'
import type {
  Approval,
  DiscountInput,
  Instant,
  SaleContent,
  SaleLineId,
  SaleLineInput,
  SaleQuestion,
  UserId,
} from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { Item } from '../../selling/item.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'
import { redemptionsOf } from '../../allowances/redemptions.ts'
import { approvalsNamed } from '../../consent/approval-repository.ts'
import { limitsOf } from '../../consent/consent.ts'
import { draftSource } from './draft-source.ts'
import { askedRegister, openRegister } from './open-register.ts'
import type { DraftLine, SaleDraft } from './sale-draft.ts'

type Needs = Pick<StoreNeeds, 'selling' | 'identity' | 'settings' | 'ids' | 'codeHash'>

/** Reads what the content names and prices it; takes nothing. The store server itself is about to make the sale. */
export function draftSale(unit: Unit<StoreTx>, needs: Needs, content: SaleContent): SaleDraft {
  refuseTaken(unit.tx, content)
  const view = viewOf(unit, needs)
  return draftOn(unit, needs, view, openRegister(unit.tx, view, content.registerId), content)
}

/** The same for a till that asks whether it may make the sale. */
export function draftQuestion(unit: Unit<StoreTx>, needs: Needs, content: SaleQuestion): SaleDraft {
  const view = viewOf(unit, needs)
  askedRegister(unit.tx, view, content.registerId, unit.deviceId)
  return draftOn(unit, needs, view, undefined, content, content.approvals)
}

const KNOWN_SALE = 'select id from sales where id = ?'
const KNOWN_LINE = 'select id from sale_lines where id = ?'

/** The ids a client names are those of a sale that does not exist yet. */
function refuseTaken(tx: StoreTx, { id, lines }: SaleContent): void {
  const named = lines.flatMap((line) => line.id ?? [])
  if (new Set(named).size !== named.length) throw new DomainError('VALIDATION_FAILED')
  const isTaken =
    (id !== undefined && tx.prepare(KNOWN_SALE).get([id]) !== undefined) ||
    named.some((line) => tx.prepare(KNOWN_LINE).get([line]) !== undefined)
  if (isTaken) throw new DomainError('STATE_NOT_ALLOWED', { state: 'completed' })
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
  shown: readonly Approval[] = [],
): SaleDraft {
  const place = { storeId: view.profile.id, registerId: content.registerId }
  const settings = needs.settings(unit.tx.catalog, unit.tenantId, place)
  const id = content.id ?? needs.ids.next()
  const approvals = [...shown, ...approvalsNamed(unit.tx, content.approvalIds ?? [], unit.at)]
  const lines = content.lines.map((line) => draftLine(view, line, line.id ?? needs.ids.next()))
  const tenderTypes = view.tenderTypes()
  const cart = {
    lines: lines.map((line) => toCartLine(view, line, unit.userId, approvals)),
    discounts: discountsOf(content.cartDiscount, 'cart', unit.userId, approvedDiscount(approvals, null)),
  }
  const { isTaxIncluded } = view.profile
  const priced = countable(() =>
    priceCart(cart, { isTaxIncluded, taxRounding: settings['tax.rounding'], exemption: null }),
  )
  const due = { totalMinor: priced.totalMinor, currency: view.profile.currency }
  const tenders = content.payments ?? []
  const settlement = once(() => settle(due, tenders, tenderTypes))
  const paying = { tenders, tenderTypes, settlement, currency: due.currency }
  const payments = () => (tenders.length === 0 ? [] : settlement().payments)
  const { userId: sellerId } = unit
  const at = momentOf(unit.at, shown)
  return {
    id,
    register,
    view,
    lines,
    priced,
    tenderTypes,
    tenders,
    settlement,
    redemptions: once(() => redemptionsOf(unit, needs, paying)),
    expectedPayableMinor: content.expectedPayableMinor,
    original: null,
    settings,
    note: content.note ?? null,
    consent: {
      approvals,
      sale: once(() => draftSource({ id, view, lines, priced, payments: payments(), sellerId, at })),
      limits: () => limitsOf(settings),
    },
  }
}

/** When the sale is made, for consent that a till shows: its clock may be ahead of this one, and it consented before. */
function momentOf(now: Instant, shown: readonly Approval[]): Instant {
  const decided = shown.map(({ decision }) => decision.decidedAt)
  return Math.max(now, ...decided.filter((at) => at <= now + CLOCKS_APART_MS))
}

function draftLine(view: SellingView, input: SaleLineInput, id: SaleLineId): DraftLine {
  const item = itemOf(view, input)
  const listPriceMinor = item.priceMinor
  const quantityMilli = (input.quantityMilli * item.scanMilli) / 1000
  if (quantityMilli === 0 || !Number.isSafeInteger(quantityMilli)) throw new DomainError('VALIDATION_FAILED')
  const restock = quantityMilli < 0 ? ('resell' as const) : null
  const line = { id, item, input, quantityMilli, original: null, returnReasonId: null, restock }
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

function toCartLine(
  view: SellingView,
  line: DraftLine,
  userId: UserId | undefined,
  approvals: readonly Approval[],
): CartLine {
  return {
    priceMinor: line.priceMinor,
    perMilli: line.perMilli,
    quantityMilli: line.quantityMilli,
    taxGroup: view.taxGroup(line.item.taxGroupId),
    isDiscountable: line.item.isDiscountable,
    discounts: discountsOf(line.input.discount, 'line', userId, approvedDiscount(approvals, line.id)),
    copy: null,
  }
}

function approvedDiscount(approvals: readonly Approval[], partId: SaleLineId | null): string | null {
  const action = partId === null ? 'pos:discount_cart' : 'pos:discount'
  const given = approvals.find(
    ({ request }) =>
      request.partId === partId && (request.action === action || request.action === 'sales.discount-within-limit'),
  )
  return given?.request.id ?? null
}

function discountsOf(
  input: DiscountInput | undefined,
  source: 'line' | 'cart',
  userId: UserId | undefined,
  approvalId: string | null,
): Discount[] {
  if (!input) return []
  const origin = { source, reasonCodeId: input.reasonCodeId ?? null, approvalId, userId: userId ?? null }
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

/** Rules, action and answer ask for the same; it is worked out for the first. */
function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}
