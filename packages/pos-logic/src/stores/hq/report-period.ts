import type { BusinessDate } from '@pos/shared-types'
import { addDays } from './calendar.ts'

export const PERIODS = ['today', 'week', 'days30', 'days90', 'month', 'lastMonth'] as const
export type Period = (typeof PERIODS)[number]

export type Span = { readonly from: BusinessDate; readonly to: BusinessDate }

/** The days of a period that ends today; of `lastMonth` the whole month before. */
export function spanOf(period: Period, today: BusinessDate): Span {
  const firstOfMonth = `${today.slice(0, 8)}01`
  const endOfLast = addDays(firstOfMonth, -1)
  const spans: Readonly<Record<Period, Span>> = {
    today: { from: today, to: today },
    week: { from: addDays(today, -6), to: today },
    days30: { from: addDays(today, -29), to: today },
    days90: { from: addDays(today, -89), to: today },
    month: { from: firstOfMonth, to: today },
    lastMonth: { from: `${endOfLast.slice(0, 8)}01`, to: endOfLast },
  }
  return spans[period]
}
