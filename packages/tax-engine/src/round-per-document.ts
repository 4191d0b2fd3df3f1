import { allocate } from './allocate.ts'
import { fixedTaxesInto, sharedTaxesInto } from './included-taxes.ts'
import { isExempt, type Exemption, type LineTaxes, type TaxedLine, type TaxGroup, type TaxRate } from './rate.ts'
import { PPM, timesRatio } from './ratio.ts'
import { lineTaxesOf, taxesFor } from './taxes-for.ts'

/** Shares are weighed in thousandths of a minor unit, as long as those of a thousand rows together are a safe number. */
const FINE = 1000
const FINE_BELOW = 2 ** 53 / FINE / 1000

/** A line on its way through the document: `base` is the net amount once included taxes are out, `taxes` by rate. */
type Row = { line: TaxedLine; base: number; taxes: number[]; isOpen: boolean }

/** Rows that one rate taxes together, with the place of the rate in each row's group. */
type Bucket = { rate: TaxRate; rows: Row[]; places: number[] }

/**
 * The taxes of a sale's lines, rounded once per rate for the whole document: each rate applies to the sum of its bases,
 * and the tax is given back to the lines by largest remainder, so the lines sum to the tax of the document.
 *
 * Goods sold and goods returned are two documents here, so that a returned line mirrors a sold one. Plain rates are
 * taken together over all groups that hold them; compound rates follow, place by place. When prices include taxes,
 * groups with the same rates are taken together.
 */
export function roundPerDocument(lines: readonly TaxedLine[], exemption: Exemption | null = null): LineTaxes[] {
  const rows = lines.map((line) => ({
    line,
    base: line.baseMinor,
    taxes: line.group.rates.map(() => 0),
    isOpen: !line.isTaxIncluded,
  }))
  for (const bucket of bySignature(rows.filter((row) => row.line.isTaxIncluded))) takeOut(bucket)
  for (const row of rows) reopenExempt(row, exemption)
  const open = rows.filter((row) => row.isOpen)
  for (const bucket of bucketsOf(open, exemption, (rate) => !rate.isCompound)) addTax(bucket)
  const places = Math.max(0, ...open.map((row) => row.taxes.length))
  for (let place = 0; place < places; place += 1) {
    for (const bucket of bucketsOf(open, exemption, (rate, i) => rate.isCompound && i === place)) addTax(bucket)
  }
  return rows.map(toLineTaxes)
}

function isBack(line: TaxedLine): boolean {
  return line.quantityMilli < 0 || line.baseMinor < 0
}

function bySignature(rows: readonly Row[]): Row[][] {
  const groups = Map.groupBy(rows, (row) => {
    const ids = row.line.group.rates.map((rate) => `${rate.id}${rate.isCompound ? '+' : ''}`)
    return `${isBack(row.line)} ${ids.join(' ')}`
  })
  return [...groups.values()]
}

/** Takes the taxes out of amounts that include them: amounts per unit line by line, percentages of the whole rest. */
function takeOut(rows: readonly Row[]): void {
  const group = rows[0]?.line.group
  if (group === undefined) return
  const figures = new Float64Array(2 + 2 * group.rates.length)
  for (const row of rows) addFixed(row, figures)
  sharedTaxesInto(figures, group, sumOf(rows.map((row) => row.line.baseMinor)))
  const weights = weightsOf(rows, group)
  group.rates.forEach((rate, i) => {
    if (rate.kind === 'percent') give(rows, () => i, figures[3 + 2 * i] ?? 0, weights(i))
  })
  for (const row of rows) row.base = row.line.baseMinor - sumOf(row.taxes)
}

/**
 * In which proportion the rows share an included percentage: by what the amounts per unit leave of each. Where a
 * percentage is taken of an amount per unit too, that is not its proportion, and each row's own tax is asked for.
 */
function weightsOf(rows: readonly Row[], { rates }: TaxGroup): (place: number) => number[] {
  const isMixed = rates.some((rate) => rate.isCompound) && rates.some((rate) => rate.kind === 'per_unit')
  if (!isMixed) {
    const rests = rows.map((row) => Math.abs(row.line.baseMinor - sumOf(row.taxes)))
    return () => rests
  }
  const scale = rows.every(({ line }) => Math.abs(line.baseMinor) < FINE_BELOW) ? FINE : 1
  const own = rows.map((row) => ownShares(row, scale))
  return (place) => own.map((shares) => Math.abs(shares[3 + 2 * place] ?? 0))
}

/** The percentages of a row taken by itself, in parts of a minor unit. */
function ownShares({ line, taxes }: Row, scale: number): Float64Array {
  const shares = new Float64Array(2 + 2 * taxes.length)
  taxes.forEach((fixed, i) => (shares[3 + 2 * i] = fixed * scale))
  sharedTaxesInto(shares, line.group, line.baseMinor * scale)
  return shares
}

/** Sets the amounts per unit of a row and adds them to the sums in `figures`. */
function addFixed({ line, taxes }: Row, figures: Float64Array): void {
  const own = new Float64Array(figures.length)
  fixedTaxesInto(own, line.group, line.baseMinor, line.quantityMilli)
  taxes.forEach((_, i) => {
    const tax = own[3 + 2 * i] ?? 0
    taxes[i] = tax
    figures[3 + 2 * i] = (figures[3 + 2 * i] ?? 0) + tax
  })
}

/** Whoever is exempt from one of the included taxes pays the net amount of the line plus the taxes that remain. */
function reopenExempt(row: Row, exemption: Exemption | null): void {
  const { line } = row
  if (row.isOpen || !line.group.rates.some((rate) => isExempt(rate, exemption))) return
  row.isOpen = true
  row.base = taxesFor(line).netMinor
  row.taxes.fill(0)
}

function bucketsOf(
  rows: readonly Row[],
  exemption: Exemption | null,
  takes: (rate: TaxRate, place: number) => boolean,
): Bucket[] {
  const buckets = new Map<string, Bucket>()
  for (const row of rows) {
    row.line.group.rates.forEach((rate, place) => {
      if (!takes(rate, place) || isExempt(rate, exemption)) return
      const key = `${isBack(row.line)} ${rate.id}`
      const bucket = buckets.get(key) ?? { rate, rows: [], places: [] }
      bucket.rows.push(row)
      bucket.places.push(place)
      buckets.set(key, bucket)
    })
  }
  return [...buckets.values()]
}

function addTax({ rate, rows, places }: Bucket): void {
  const placeOf = (at: number): number => places[at] ?? 0
  const amounts = rows.map((row, at) =>
    rate.kind === 'percent' ? taxedBase(row, placeOf(at)) : row.line.quantityMilli,
  )
  const sum = sumOf(amounts)
  const tax =
    rate.kind === 'percent' ? timesRatio(sum, rate.ratePpm, PPM) : timesRatio(rate.amountMinor, sum, rate.perMilli)
  give(rows, placeOf, tax, amounts.map(Math.abs))
}

function give(rows: readonly Row[], placeOf: (at: number) => number, tax: number, weights: readonly number[]): void {
  allocate(tax, weights).forEach((part, at) => {
    const taxes = rows[at]?.taxes
    if (taxes !== undefined) taxes[placeOf(at)] = part
  })
}

function taxedBase(row: Row, place: number): number {
  if (!row.line.group.rates[place]?.isCompound) return row.base
  return row.taxes.slice(0, place).reduce((a, b) => a + b, row.base)
}

function toLineTaxes(row: Row): LineTaxes {
  const tax = sumOf(row.taxes)
  const figures = [tax, row.base + tax - row.line.baseMinor]
  row.taxes.forEach((amount, place) => figures.push(taxedBase(row, place), amount))
  return lineTaxesOf(figures, row.line)
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
