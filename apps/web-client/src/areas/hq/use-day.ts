import type { BusinessDate } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'

/** Writes a day of a calendar, `2026-11-21`: it is the same day everywhere. */
export function useDay(): (day: BusinessDate) => string {
  const format = useFormat()
  return (day) => format.date(Date.parse(day), 'UTC')
}
