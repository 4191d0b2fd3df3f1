import type { BusinessDate } from '@pos/shared-types'

const dayMs = 86_400_000

/** The date `days` later, or earlier for a negative number. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: BusinessDate): number {
  return new Date(Date.parse(date)).getUTCDay()
}
