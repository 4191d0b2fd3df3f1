import { sentence, type Language } from '@pos/i18n'
import { isErrorCode } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'

const KNOWN = ['sale', 'shift', 'stock', 'series', 'device', 'approval', 'session'] as const
/** Codes whose sentence is for who sent a request, not for who finds an entry. */
const OWN_CODES = ['INTERNAL', 'VALIDATION_FAILED', 'BODY_TOO_LARGE', 'HQ_UNREACHABLE'] as const
const SUSPECT_MS = 5 * 60_000
const HOUR_MS = 3_600_000

/** What entries and clocks are called on the pages of sync. */
export function useSyncWords() {
  const { t, locale } = useI18n()
  return {
    /** What an event is, in a shop's words. @example whatOf('sale.completed') // 'Sale' */
    whatOf: (type: string) => t(`sync.types.${KNOWN.find((known) => type.startsWith(known)) ?? 'other'}`),
    /** Why it was set aside; a code that has no sentence stands for itself. */
    whyOf(code: string | null) {
      const own = OWN_CODES.find((known) => known === code)
      if (code === null || own !== undefined) return own === undefined ? '' : t(`sync.codes.${own}`)
      return isErrorCode(code) ? sentence(code, {}, locale.value as Language) : code
    },
    isClockSuspect: (offsetMs: number) => Math.abs(offsetMs) > SUSPECT_MS,
    offsetOf(offsetMs: number) {
      const off = Math.abs(offsetMs)
      const isLong = off >= HOUR_MS
      const unit = isLong ? HOUR_MS : 60_000
      return t(isLong ? 'sync.hours' : 'sync.minutes', { count: Math.round(off / unit) })
    },
  }
}
