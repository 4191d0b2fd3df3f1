import type { BusinessDate, Cents, Instant, Quantity, Rate } from '@pos/shared-types'
import {
  ageOf,
  formatAmount,
  formatDate,
  formatDay,
  formatMoney,
  formatNumber,
  formatPiece,
  formatQuantity,
  formatRate,
  formatShortMoney,
  formatTime,
  type Sign,
} from './format.ts'
import { useRegion } from './region.ts'
import { useLanguage, usePhrases } from './use-phrases.ts'

/**
 * Writers for texts that hold a figure, such as a button that names its amount. Alone on the screen an amount is a
 * `MoneyText`.
 */
export function useFormat() {
  const region = useRegion()
  const language = useLanguage()
  const say = usePhrases()
  const place = (zone?: string) => ({
    language: language.value,
    locale: region.value.locale,
    timeZone: zone ?? region.value.timeZone,
  })
  return {
    money: (cents: Cents, currency?: string, sign?: Sign) =>
      formatMoney(cents, currency ?? region.value.currency, region.value.locale, sign),
    amount: (cents: Cents, currency?: string) =>
      formatAmount(cents, currency ?? region.value.currency, region.value.locale),
    /** For the axis of a chart, such as `$2.5k`. */
    shortMoney: (cents: Cents, currency?: string) =>
      formatShortMoney(cents, currency ?? region.value.currency, place()),
    piece: (cents: Cents, currency?: string) =>
      formatPiece(cents, currency ?? region.value.currency, region.value.locale),
    quantity: (milli: Quantity) => formatQuantity(milli, region.value.locale),
    number: (value: number, digits?: number) => formatNumber(value, region.value.locale, digits),
    rate: (ppm: Rate) => formatRate(ppm, region.value.locale, language.value),
    time: (at: Instant, zone?: string) => formatTime(at, place(zone)),
    date: (at: Instant, zone?: string) => formatDate(at, place(zone)),
    /** A date of the calendar: `21 Nov`, `Sat 21 Nov` or `Saturday 21 November`. */
    day: (date: BusinessDate, shape?: 'short' | 'week' | 'long') => formatDay(date, place(), shape),
    /** `26 min`, `09:41`, `Fri 18:20` or a date. */
    age: (at: Instant, now: Instant, zone?: string) => {
      const age = ageOf(at, now, place(zone))
      if (age.unit === 'text') return age.text
      return age.unit === 'now' ? say('value.now') : say('value.minutes', { count: age.count })
    },
  }
}
