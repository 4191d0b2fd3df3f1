import type {
  ApprovalRequest,
  Cents,
  Hash,
  PaymentRecord,
  PermissionCode,
  Rate,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleRecord,
} from '@pos/shared-types'
import type { Sha256 } from './receipt-chain.ts'
import { isByHand, isValue } from './sale-content.ts'

/** Rules whose refusal another person may lift, with the right that person needs beside `pos:approve`. */
const RULES = {
  'sales.discount-within-limit': 'pos:discount',
  'sales.override-within-limit': 'pos:price_override',
  'sales.total-within-limit': 'pos:sell',
  'sales.business-date-is-open': 'pos:sell',
  'sales.tender-is-allowed': 'pos:offline_over_limit',
  'returns.in-time': 'pos:refund',
  'returns.product-is-returnable': 'pos:refund',
  'returns.tender-follows-payment': 'pos:refund',
  'returns.without-receipt-to-credit': 'pos:refund_without_receipt',
  // A policy names the right itself: whoever judges the refusal asks for that one too.
  'access.policies-hold': 'pos:approve',
} as const satisfies Record<string, PermissionCode>

export type ApprovableRule = keyof typeof RULES
/** What is asked for: a rule to be lifted, or the act of a right the person who asks lacks. */
export type ApprovalAction = ApprovableRule | PermissionCode

/** Exactly what would be let through. Nothing else is covered by consent to it. */
export type ApprovalAct = Pick<
  ApprovalRequest,
  'subjectType' | 'subjectId' | 'partId' | 'quantityMilli' | 'amountMinor' | 'ratePpm'
> & { readonly action: ApprovalAction }

type Line = Pick<
  SaleLineRecord,
  | 'id'
  | 'quantityMilli'
  | 'priceMinor'
  | 'listPriceMinor'
  | 'priceSource'
  | 'grossMinor'
  | 'totalMinor'
  | 'originalLineId'
  | 'originalStoreId'
>
type Payment = Pick<PaymentRecord, 'tenderTypeId' | 'tenderKind' | 'currency' | 'amountMinor' | 'provider'>

/** The columns acts are read from: a fact has them all, and a cart that is priced nearly so. */
export type ActSource = {
  readonly sale: Pick<SaleRecord, 'id' | 'storeId' | 'currency' | 'grossMinor' | 'totalMinor'>
  readonly lines: readonly Line[]
  readonly discounts: readonly Pick<SaleLineDiscountRecord, 'saleLineId' | 'source' | 'ratePpm' | 'amountMinor'>[]
  readonly payments: readonly Payment[]
}

/** What a cashier may do alone, in parts per million. */
export type ActLimits = {
  readonly lineDiscountPpm: Rate
  readonly cartDiscountPpm: Rate
  readonly overridePpm: Rate
}

const PPM = 1_000_000n
export const NO_LIMIT: ActLimits = { lineDiscountPpm: 0, cartDiscountPpm: 0, overridePpm: 0 }

export function isApprovableRule(id: string): id is ApprovableRule {
  return Object.hasOwn(RULES, id)
}

/** The right that whoever consents needs beside `pos:approve`. */
export function rightToApprove({ action, partId }: Pick<ApprovalAct, 'action' | 'partId'>): PermissionCode {
  if (!isApprovableRule(action)) return action
  return action === 'sales.discount-within-limit' && partId === null ? 'pos:discount_cart' : RULES[action]
}

/** True for what is done to the cart when it is consented to; the rest happens when the sale is completed. */
export function isDoneInCart(action: string): boolean {
  return CART_ACTS.has(action)
}

const CART_ACTS: ReadonlySet<string> = new Set<ApprovalAction>([
  'sales.discount-within-limit',
  'sales.override-within-limit',
  'returns.in-time',
  'returns.product-is-returnable',
  'returns.without-receipt-to-credit',
  'pos:discount',
  'pos:discount_cart',
  'pos:price_override',
  'pos:open_price',
  'pos:refund',
  'pos:refund_other_store',
  'pos:refund_without_receipt',
])

/**
 * The acts of a sale that `action` is about: those beyond the limits for a rule, all of a kind for a missing right. Till,
 * store and head office read them from the same columns, so the same sale gives the same acts everywhere.
 */
export function actsOf(action: ApprovalAction, source: ActSource, limits: ActLimits): ApprovalAct[] {
  const { sale, lines, payments } = source
  const whole = (): ApprovalAct[] => [act(action, sale.id, { amountMinor: sale.totalMinor })]
  const ofLines = (isMeant: (line: Line) => boolean, amount: (line: Line) => Cents): ApprovalAct[] =>
    lines
      .filter(isMeant)
      .map((line) =>
        act(action, sale.id, { partId: line.id, quantityMilli: line.quantityMilli, amountMinor: amount(line) }),
      )
  const ofPayments = (isMeant: (payment: Payment) => boolean): ApprovalAct[] =>
    payments
      .filter(isMeant)
      .map(({ tenderTypeId, amountMinor }) => act(action, sale.id, { partId: tenderTypeId, amountMinor }))
  switch (action) {
    case 'sales.discount-within-limit':
      return [...lineDiscounts(action, source, limits), ...cartDiscount(action, source, limits)]
    case 'pos:discount':
      return lineDiscounts(action, source, NO_LIMIT)
    case 'pos:discount_cart':
      return cartDiscount(action, source, NO_LIMIT)
    case 'sales.override-within-limit':
      return ofLines((line) => isOverridden(line) && isTooFar(line, limits.overridePpm), grossOf)
    case 'pos:price_override':
      return ofLines(isOverridden, grossOf)
    case 'pos:open_price':
      return ofLines((line) => line.priceSource === 'open', grossOf)
    case 'returns.in-time':
    case 'returns.product-is-returnable':
    case 'returns.tender-follows-payment':
    case 'pos:refund':
      return ofLines((line) => isBack(line) && line.originalLineId !== null, totalOf)
    case 'pos:refund_other_store':
      return ofLines((line) => isBack(line) && (line.originalStoreId ?? sale.storeId) !== sale.storeId, totalOf)
    case 'returns.without-receipt-to-credit':
    case 'pos:refund_without_receipt':
      return ofLines((line) => isBack(line) && line.originalLineId === null, totalOf)
    case 'pos:tender_manual':
      return ofPayments(isByHand)
    case 'pos:foreign_cash':
      return ofPayments(({ tenderKind, currency }) => tenderKind === 'cash' && currency !== sale.currency)
    case 'pos:value_redeem':
      return ofPayments(({ tenderKind, amountMinor }) => isValue(tenderKind) && amountMinor > 0)
    case 'pos:store_credit_issue':
      return ofPayments(({ tenderKind, amountMinor }) => tenderKind === 'store_credit' && amountMinor < 0)
    case 'pos:house_account_charge':
      return ofPayments(({ tenderKind, amountMinor }) => tenderKind === 'house_account' && amountMinor > 0)
    case 'sales.tender-is-allowed':
    case 'pos:offline_over_limit':
      return ofPayments(() => true)
    default:
      return whole()
  }
}

/** The hash that consent is bound to. Two acts that differ in anything have different ones. */
export function actHash(of: Omit<ApprovalAct, 'action'> & { readonly action: string }, sha256: Sha256): Hash {
  const { action, subjectType, subjectId, partId, quantityMilli, amountMinor, ratePpm } = of
  return sha256(
    `pos-approval/1\n${JSON.stringify([action, subjectType, subjectId, partId, quantityMilli, amountMinor, ratePpm])}`,
  )
}

type Particulars = Partial<Pick<ApprovalAct, 'partId' | 'quantityMilli' | 'amountMinor' | 'ratePpm'>>

function act(action: ApprovalAction, subjectId: string, particulars: Particulars): ApprovalAct {
  return {
    action,
    subjectType: 'sale',
    subjectId,
    partId: null,
    quantityMilli: null,
    amountMinor: null,
    ratePpm: null,
    ...particulars,
  }
}

function lineDiscounts(action: ApprovalAction, { sale, lines, discounts }: ActSource, limits: ActLimits) {
  const byLine = Map.groupBy(
    discounts.filter(({ source }) => source === 'line'),
    ({ saleLineId }) => saleLineId,
  )
  return lines.flatMap((line) => {
    const taken = line.originalLineId === null ? (byLine.get(line.id) ?? []) : []
    const amountMinor = sumOf(taken)
    if (!isAbove(taken, amountMinor, line.grossMinor, limits.lineDiscountPpm)) return []
    const ratePpm = taken.length === 1 ? (taken[0]?.ratePpm ?? null) : null
    return [act(action, sale.id, { partId: line.id, quantityMilli: line.quantityMilli, amountMinor, ratePpm })]
  })
}

function cartDiscount(action: ApprovalAction, { sale, lines, discounts }: ActSource, limits: ActLimits) {
  const copies = new Set(lines.filter((line) => line.originalLineId !== null).map(({ id }) => id))
  const taken = discounts.filter(({ source, saleLineId }) => source === 'cart' && !copies.has(saleLineId))
  const amountMinor = sumOf(taken)
  const grossMinor = lines.reduce((sum, line) => sum + (copies.has(line.id) ? 0 : line.grossMinor), 0)
  if (!isAbove(taken, amountMinor, grossMinor, limits.cartDiscountPpm)) return []
  const rates = new Set(taken.map(({ ratePpm }) => ratePpm))
  const [ratePpm] = rates.size === 1 ? rates : [null]
  return [act(action, sale.id, { amountMinor, ratePpm: ratePpm ?? null })]
}

/**
 * Whether what was taken off is more than its share of `whole`, by the rate it names or by the amount; half a minor unit
 * is what rounding may add to the amount.
 */
function isAbove(
  taken: readonly { readonly ratePpm: Rate | null }[],
  amountMinor: Cents,
  whole: Cents,
  limitPpm: Rate,
): boolean {
  if (amountMinor === 0) return false
  if (taken.some(({ ratePpm }) => ratePpm !== null && ratePpm > limitPpm)) return true
  return (abs(amountMinor) * 2n - 1n) * PPM > 2n * abs(whole) * BigInt(Math.round(limitPpm))
}

function isTooFar({ priceMinor, listPriceMinor }: Line, limitPpm: Rate): boolean {
  return abs(priceMinor - listPriceMinor) * PPM > abs(listPriceMinor) * BigInt(Math.round(limitPpm))
}

const abs = (value: number): bigint => BigInt(Math.abs(value))
const isOverridden = (line: Line): boolean => line.priceSource === 'override'
const isBack = (line: Line): boolean => line.quantityMilli < 0
const grossOf = (line: Line): Cents => line.grossMinor
const totalOf = (line: Line): Cents => line.totalMinor
const sumOf = (rows: readonly { readonly amountMinor: Cents }[]): Cents =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
