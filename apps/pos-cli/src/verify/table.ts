import type { ChainReport, StoreReport } from './verify-books.ts'

const MOST_FAULTS = 20

/** What was checked and what does not hold, for the terminal. */
export function booksTable({ stores, damages }: ChainReport): string {
  const faults = faultsOf({ stores, damages })
  const end = faults === 0 ? 'Everything holds.' : `${count(faults, 'fault')}.`
  const unread = damages.flatMap((damage) => ['', `FAULT ${damage}`])
  return [...stores.flatMap(storeLines), ...unread, '', end].join('\n')
}

/** A file that cannot be read is one. */
export function faultsOf({ stores, damages }: ChainReport): number {
  return stores.reduce((sum, { report }) => sum + report.faults.length, damages.length)
}

function storeLines({ code, name, currency, report }: StoreReport): string[] {
  const { sales, lines, totalMinor, totalAtHqMinor, zReports, events, waiting, elsewhere, decided, flags, faults } =
    report
  const others = elsewhere > 0 ? [`  ${count(elsewhere, 'event')} at head office of other lives of this store`] : []
  const settled = decided > 0 ? [`  ${count(decided, 'event')} discarded or corrected by somebody at head office`] : []
  const more = faults.length > MOST_FAULTS ? [`  ${faults.length - MOST_FAULTS} more`] : []
  return [
    '',
    `${name} (${code})`,
    `  ${count(sales, 'sale')} with ${count(lines, 'line')}, ${count(zReports, 'Z report')}`,
    `  ${money(totalMinor, currency)} at the store, ${money(totalAtHqMinor, currency)} at head office`,
    `  ${count(events, 'event')}, ${waiting === 0 ? 'all' : `all but ${waiting.toLocaleString('en')}`} at head office`,
    ...others,
    ...settled,
    `  flags: ${[...flags].map(([flag, times]) => `${times} ${flag}`).join(', ') || 'none'}`,
    ...faults.slice(0, MOST_FAULTS).map((fault) => `  FAULT ${fault}`),
    ...more,
  ]
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
}

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
