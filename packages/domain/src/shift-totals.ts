import {
  SHIFT_METRICS,
  type CashMovementRecord,
  type SaleFact,
  type ShiftId,
  type ShiftTotalRecord,
  type TenderTypeId,
  type UserId,
} from '@pos/shared-types'

type Metric = ShiftTotalRecord['metric']
type Who = { readonly shiftId: ShiftId; readonly currency: string; readonly userId: UserId | null }

/**
 * What a sale adds to the totals of its shift. Amounts are signed as on the fact, so returns and voids count down;
 * `sales + returns + voids` is the sum of the sales' totals. An exchange counts in both: what goes as sales, what comes
 * back as returns. Totals of nothing are left out.
 */
export function totalsOf(fact: SaleFact): ShiftTotalRecord[] {
  const { sale } = fact
  const who = { shiftId: sale.shiftId, currency: sale.currency, userId: sale.userId }
  const totals: ShiftTotalRecord[] = []
  const add = (metric: Metric, amountMinor: number, count: number): void => {
    if (amountMinor !== 0 || count > 0) totals.push(total(who, metric, null, amountMinor, count))
  }
  if (sale.kind === 'void') add('voids', sale.totalMinor, 1)
  else {
    const back = fact.lines.filter((line) => line.quantityMilli < 0)
    const returned = back.reduce((sum, line) => sum + line.totalMinor, 0)
    add('sales', sale.totalMinor - returned, back.length < fact.lines.length ? 1 : 0)
    add('returns', returned, back.length > 0 ? 1 : 0)
  }
  add('discounts', sale.discountMinor, fact.discounts.length)
  add('tax', sale.taxMinor, sale.taxMinor === 0 ? 0 : 1)
  add('rounding', sale.cashRoundingMinor, sale.cashRoundingMinor === 0 ? 0 : 1)
  return mergeTotals([...totals, ...fact.payments.flatMap((payment) => paymentTotals(who, payment))])
}

function paymentTotals(who: Who, payment: SaleFact['payments'][number]): ShiftTotalRecord[] {
  const on = { ...who, currency: payment.currency }
  const { tenderTypeId, tenderedMinor, changeMinor, amountMinor, tipMinor } = payment
  const totals = [total(on, 'tendered', tenderTypeId, tenderedMinor, 1), total(on, 'net', tenderTypeId, amountMinor, 1)]
  if (changeMinor !== 0) totals.push(total(on, 'change', tenderTypeId, changeMinor, 1))
  if (tipMinor !== 0) totals.push(total(on, 'tips', tenderTypeId, tipMinor, 1))
  return totals
}

/**
 * What a cash movement adds: amounts into the drawer as `cash_in`, out of it as `cash_out` or `drop`, both as positive
 * amounts. The opening float and what is left in the drawer at the end are not movements of the day.
 */
export function totalsOfCashMovement(movement: CashMovementRecord): ShiftTotalRecord[] {
  const { kind, amountMinor, shiftId, currency, userId } = movement
  const who = { shiftId, currency, userId }
  if (kind === 'float' || kind === 'leave') return []
  if (kind === 'no_sale') return [total(who, 'no_sale', null, 0, 1)]
  if (kind === 'safe_drop') return [total(who, 'drop', null, amountMinor === 0 ? 0 : -amountMinor, 1)]
  return amountMinor < 0
    ? [total(who, 'cash_out', null, -amountMinor, 1)]
    : [total(who, 'cash_in', null, amountMinor, 1)]
}

/** What a cart that was given up adds; `amountMinor` is what it had come to. */
export function totalsOfAbandonedCart(who: Who, amountMinor: number): ShiftTotalRecord[] {
  return [total(who, 'abandoned', null, amountMinor, 1)]
}

function total(
  who: Who,
  metric: Metric,
  tenderTypeId: TenderTypeId | null,
  amountMinor: number,
  count: number,
): ShiftTotalRecord {
  return { shiftId: who.shiftId, metric, tenderTypeId, currency: who.currency, userId: who.userId, amountMinor, count }
}

/** Running totals after `increments`, in one fixed order, one row per shift, metric, tender, currency and user. */
export function addTotals(
  totals: readonly ShiftTotalRecord[],
  increments: readonly ShiftTotalRecord[],
): ShiftTotalRecord[] {
  return mergeTotals([...totals, ...increments])
}

function mergeTotals(rows: readonly ShiftTotalRecord[]): ShiftTotalRecord[] {
  const merged = new Map<string, ShiftTotalRecord>()
  for (const row of rows) {
    const key = totalKey(row)
    const before = merged.get(key)
    const { amountMinor, count } = row
    merged.set(
      key,
      before ? { ...row, amountMinor: before.amountMinor + amountMinor, count: before.count + count } : row,
    )
  }
  return [...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

const METRIC_PLACES = new Map<Metric, string>(SHIFT_METRICS.map((metric, at) => [metric, String(at).padStart(2, '0')]))

/** Names a total among all others, and sorts them: metrics as they are listed, then tender, currency, user. */
export function totalKey({ shiftId, metric, tenderTypeId, currency, userId }: ShiftTotalRecord): string {
  return `${shiftId}|${METRIC_PLACES.get(metric)}|${tenderTypeId ?? ''}|${currency}|${userId ?? ''}`
}
