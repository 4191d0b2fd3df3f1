import type { Cents, Instant, Quantity, Rate } from '@pos/shared-types'

export type Sign = 'auto' | 'always' | 'never'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WEEK = 7 * 24 * HOUR

const made = new Map<string, unknown>()

/** `Intl` formats are dear to make and cheap to use. */
function kept<T>(key: string, make: () => T): T {
  const known = made.get(key) as T | undefined
  if (known !== undefined) return known
  const fresh = make()
  made.set(key, fresh)
  return fresh
}

/** A hyphen in a number is a real minus. */
function minus(text: string): string {
  return text.replace('-', '−')
}

function moneyFormat(currency: string, locale: string, sign: Sign): Intl.NumberFormat {
  const signDisplay = sign === 'always' ? 'exceptZero' : sign
  return kept(
    `money ${currency} ${locale} ${sign}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', signDisplay }),
  )
}

/** How many decimals a currency has: 2 for USD, 0 for JPY. */
export function decimalsOf(currency: string): number {
  return moneyFormat(currency, 'en', 'auto').resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * Money as a store writes it. Exact for every safe integer.
 *
 * @example formatMoney(-188, 'USD', 'en-US') // '−$1.88'
 */
export function formatMoney(cents: Cents, currency: string, locale: string, sign: Sign = 'auto'): string {
  const text = decimalText(cents, decimalsOf(currency)) as `${number}`
  return minus(moneyFormat(currency, locale, sign).format(text))
}

/**
 * Money without its sign of currency, for inputs and printed columns.
 *
 * @example formatAmount(128767, 'USD', 'en-US') // '1,287.67'
 */
export function formatAmount(cents: Cents, currency: string, locale: string): string {
  const digits = decimalsOf(currency)
  const format = kept(
    `amount ${digits} ${locale}`,
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  return minus(format.format(decimalText(cents, digits) as `${number}`))
}

/** The sign of a currency, such as `$`. */
export function symbolOf(currency: string, locale: string): string {
  const parts = moneyFormat(currency, locale, 'auto').formatToParts(0)
  return parts.find((part) => part.type === 'currency')?.value ?? currency
}

/**
 * Money for the axis of a chart: short, its words in the person's language.
 *
 * @example formatShortMoney(1_250_000, 'USD', { locale: 'en-US', language: 'es' }) // '$12.5 mil'
 */
export function formatShortMoney(cents: Cents, currency: string, place: Omit<Place, 'timeZone'>): string {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact' } as const
  const locale = dateLocale(place)
  const digits = { minimumFractionDigits: 0, maximumFractionDigits: 1 }
  const format = kept(`short ${currency} ${locale}`, () => new Intl.NumberFormat(locale, { ...options, ...digits }))
  return minus(format.format(cents / 10 ** decimalsOf(currency)))
}

/** What a note or coin is called: whole units without decimals, below one in hundredths where dollars and cents are meant. */
export function formatPiece(cents: Cents, currency: string, locale: string): string {
  const digits = decimalsOf(currency)
  const unit = 10 ** digits
  if (cents < unit && digits === 2 && (currency === 'USD' || currency === 'CAD')) return `${cents}¢`
  if (cents % unit !== 0) return formatMoney(cents, currency, locale)
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 } as const
  return kept(`piece ${currency} ${locale}`, () => new Intl.NumberFormat(locale, options)).format(cents / unit)
}

/** The decimal notation of minor units, without going through a binary fraction. */
export function decimalText(minor: number, digits: number): string {
  if (digits === 0) return String(minor)
  const figures = String(Math.abs(minor)).padStart(digits + 1, '0')
  return `${minor < 0 ? '-' : ''}${figures.slice(0, -digits)}.${figures.slice(-digits)}`
}

/** Pieces without decimals, weights with three. */
export function formatQuantity(milli: Quantity, locale: string): string {
  const digits = milli % 1000 === 0 ? 0 : 3
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const format = kept(`quantity ${digits} ${locale}`, () => new Intl.NumberFormat(locale, options))
  return minus(format.format(decimalText(milli, 3) as `${number}`))
}

/** A count as a store writes it. */
export function formatNumber(value: number, locale: string, digits = 3): string {
  return minus(
    kept(`number ${locale} ${digits}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: digits })).format(
      value,
    ),
  )
}

/**
 * Percent with at most three decimals; Spanish puts a space before the sign that does not break.
 *
 * @example formatRate(82_500, 'en-US', 'es') // '8.25\u00a0%'
 */
export function formatRate(ppm: Rate, locale: string, language: string): string {
  return `${formatNumber(ppm / 10_000, locale)}${percentSign(language)}`
}

export function percentSign(language: string): string {
  return language.startsWith('es') ? '\u00a0%' : '%'
}

type Place = { readonly language: string; readonly locale: string; readonly timeZone: string }

/** The words of a date in the person's language, its order in the store's region. */
function dateLocale({ language, locale }: Omit<Place, 'timeZone'>): string {
  const country = locale.split('-')[1]
  return country === undefined || language.includes('-') ? language : `${language}-${country}`
}

function dateFormat(place: Place, shape: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = dateLocale(place)
  const { timeZone } = place
  return kept(
    `date ${shape} ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' }),
  )
}

/** `14:06` in the store's zone. */
export function formatTime(at: Instant, place: Place): string {
  return dateFormat(place, 'time', { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** `21 Nov 2026`. */
export function formatDate(at: Instant, place: Place): string {
  const parts = dateFormat(place, 'date', { day: 'numeric', month: 'short', year: 'numeric' }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value.replace('.', '') ?? ''
  return `${part('day')} ${part('month')} ${part('year')}`
}

const DAYS = {
  short: { day: 'numeric', month: 'short' },
  week: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
} as const

/** A date of the calendar without a zone, `YYYY-MM-DD`: `21 Nov`, `Sat 21 Nov` or `Saturday 21 November`. */
export function formatDay(date: string, place: Omit<Place, 'timeZone'>, shape: keyof typeof DAYS = 'short'): string {
  const parts = dateFormat({ ...place, timeZone: 'UTC' }, `day ${shape}`, DAYS[shape]).formatToParts(Date.parse(date))
  const part = (type: string) => parts.find((one) => one.type === type)?.value.replace('.', '') ?? ''
  if (shape === 'short') return `${part('day')} ${part('month')}`
  const month = shape === 'long' && place.language.startsWith('es') ? `de ${part('month')}` : part('month')
  const weekday = part('weekday')
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${part('day')} ${month}`
}

/** The short name of a time zone where it is not the reader's, such as `AST`; nothing where they agree. */
export function zoneNote(at: Instant, place: Place, readerZone: string): string {
  if (place.timeZone === readerZone) return ''
  const name = (timeZone: string) =>
    dateFormat({ ...place, timeZone }, 'zone', { timeZoneName: 'short' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value ?? ''
  const own = name(place.timeZone)
  return own === name(readerZone) ? '' : own
}

/**
 * When something was: under an hour in minutes (negative ages count as none), today as a time, this week as day and
 * time, older as a date.
 */
export function ageOf(
  at: Instant,
  now: Instant,
  place: Place,
): { readonly unit: 'now' | 'minutes'; readonly count: number } | { readonly unit: 'text'; readonly text: string } {
  const age = Math.max(0, now - at)
  if (age < MINUTE) return { unit: 'now', count: 0 }
  if (age < HOUR) return { unit: 'minutes', count: Math.floor(age / MINUTE) }
  const time = formatTime(at, place)
  if (formatDate(at, place) === formatDate(now, place)) return { unit: 'text', text: time }
  if (age >= WEEK) return { unit: 'text', text: formatDate(at, place) }
  const day = dateFormat(place, 'day', { weekday: 'short' }).format(at).replace('.', '')
  return { unit: 'text', text: `${day} ${time}` }
}
