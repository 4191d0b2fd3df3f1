import { decimalText, addDecimals, type Decimal } from './file/decimal.ts'
import { REFUSALS, type RefusalReason } from './file/judge-line.ts'
import type { Difference } from './head-office/compare.ts'
import type { ReplayOutcome } from './replay.ts'

const HUNDREDTHS = 2

/** What was read, rung up, refused and found at head office, for a reader. */
export function summaryOf(outcome: ReplayOutcome): string {
  return [
    ...section('The file', fileFacts(outcome)),
    ...section('How it was read', treatments(outcome)),
    ...section('Lines that were not rung up', refusals(outcome)),
    ...section('Rung up', ringFacts(outcome)),
    ...section('At head office', headOfficeFacts(outcome)),
    ...section('Flags, for a person to look at', counted(outcome.figures.flags)),
    ...section('Differences', differences(outcome)),
  ].join('\n')
}

function fileFacts({ survey }: ReplayOutcome): string[] {
  const { invoices, cancellations, lines, largestInvoice, days, products, fileValue } = survey
  return [
    `${grouped(invoices)} invoices, ${grouped(cancellations)} of them cancellations, on ${grouped(days.size)} days`,
    `${grouped(lines)} lines, ${grouped(largestInvoice)} on the largest invoice; ${grouped(products.size)} products`,
    `price times quantity: ${decimalText(fileValue, HUNDREDTHS)}`,
  ]
}

function treatments({ survey: { dirt, products }, place }: ReplayOutcome): string[] {
  const charges = [...products.values()].filter((product) => product.isCharge).length
  return [
    `amounts: hundredths of the file are minor units of the store's currency, ${place.store.currency}; no tax is added`,
    'a line is price times quantity, rounded half away from zero; a day is the sum of its lines',
    `prices with three decimals: kept exactly, as a price per 10,000 thousandths (${grouped(dirt.threeDecimals)} lines)`,
    `codes that differ only in case: one product (${grouped(dirt.codesInTwoCases)} codes)`,
    `charge codes (postage, discounts, bank, vouchers …): products of kind charge, without stock (${grouped(charges)})`,
    `no description: the name of the product, or its code (${grouped(dirt.withoutDescription)} lines)`,
    `repeated lines: kept, they are genuine (${grouped(dirt.repeated)})`,
    `invoices that carry two minutes: one sale, at the first (${grouped(dirt.twoMinutes)})`,
    `invoices on which goods go and come back: exchanges (${grouped(dirt.bothWays)})`,
    'cancellations: returns without receipt, for the file does not say what they cancel; paid out in cash',
  ]
}

function refusals({ survey: { refused, fileValue, ringValue } }: ReplayOutcome): string[] {
  const rows = [...refused].map(([reason, { lines, value }]) => refusalRow(reason, lines, value))
  const value = addDecimals(fileValue, { ...ringValue, digits: -ringValue.digits })
  return rows.length === 0 ? [] : [...rows, `together ${decimalText(value, HUNDREDTHS)} of the file's value`]
}

function refusalRow(reason: RefusalReason, lines: number, value: Decimal): string {
  return `${grouped(lines)}: ${REFUSALS[reason]}; value ${decimalText(value, HUNDREDTHS)}`
}

function ringFacts({ survey, rung, addedProducts, place, sentSeconds }: ReplayOutcome): string[] {
  const { ringValue, totalMinor, documentNos, ringLines } = survey
  const rate = rung.now === 0 ? '' : `, ${grouped(Math.round(rung.now / rung.seconds))} a second`
  const before = rung.before === 0 ? '' : `; ${grouped(rung.before)} more were there before`
  const empty = survey.invoices - documentNos.length
  return [
    `${grouped(rung.now)} invoices with ${grouped(rung.lines)} lines in ${rung.seconds.toFixed(1)} s${rate}${before}`,
    `all in all ${grouped(documentNos.length)} invoices with ${grouped(ringLines)} lines; of ${grouped(empty)} nothing`,
    `total ${money(totalMinor)} ${place.store.currency}; exactly ${decimalText(ringValue, HUNDREDTHS)}`,
    `${grouped(addedProducts)} products added; the last sale was at head office ${sentSeconds.toFixed(1)} s later`,
  ]
}

function headOfficeFacts({ figures, place, parked }: ReplayOutcome): string[] {
  const sum = (pick: (day: { count: number; totalMinor: number; lines: number }) => number) =>
    [...figures.own.values()].reduce((all, day) => all + pick(day), 0)
  const others =
    figures.others.size === 0 ? [] : [`${figures.others.size} of the days have sales of other registers, too`]
  return [
    `register ${place.register.code} of store ${place.store.code}: ${counted(figures.kinds).join(', ')}`,
    `${grouped(sum((day) => day.count))} documents, ${grouped(sum((day) => day.lines))} lines, ${money(sum((day) => day.totalMinor))} ${place.store.currency}`,
    ...others,
    ...(parked === 0 ? [] : [`${grouped(parked)} events could not be read and are parked`]),
  ]
}

function differences({ differences: found, survey }: ReplayOutcome): string[] {
  if (found.length > 0) return found.map(differenceRow)
  return [`none: ${grouped(survey.days.size)} days agree to the cent, by report, by documents and by lines`]
}

function differenceRow({ where, file, headOffice }: Difference): string {
  return `${where}: file ${grouped(file)}, head office ${grouped(headOffice)}, ${grouped(headOffice - file)} apart`
}

function counted(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${grouped(count)} ${what}`)
}

function section(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...rows.map((row) => `  ${row}`)]
}

function money(minor: number): string {
  return decimalText({ digits: BigInt(minor), scale: HUNDREDTHS }, HUNDREDTHS)
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}
