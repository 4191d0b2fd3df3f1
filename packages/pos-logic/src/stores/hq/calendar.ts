import type { BusinessDate } from '@pos/shared-types'

const DAY_MS = 86_400_000

/** The date so many days later, or earlier when negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Every date from one to another, both included; none when they are the wrong way round. */
export function datesBetween(from: BusinessDate, to: BusinessDate): BusinessDate[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => addDays(from, at))
}
