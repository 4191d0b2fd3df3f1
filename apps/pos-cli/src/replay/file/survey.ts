import type { BusinessDate } from '@pos/shared-types'
import { addDecimals, ZERO, type Decimal } from './decimal.ts'
import { isCharge, skuOf } from './charge-codes.ts'
import type { Invoice } from './invoices.ts'
import { isCancellation, type RefusalReason, type RingLine } from './judge-line.ts'

/** What one day of the file comes to. */
export type FileDay = {
  documents: number
  lines: number
  totalMinor: number
  /** What its cancellations pay out. */
  payoutMinor: number
}

export type FileProduct = {
  readonly sku: string
  /** The first description the file has for it, or its code. */
  readonly name: string
  readonly isCharge: boolean
  /** The first price it was sold at. */
  readonly priceMinor: number
  readonly perMilli: number
  /** Day of that price. */
  readonly since: BusinessDate
}

export type Refused = { lines: number; value: Decimal }

/** How often each kind of dirt was met, and treated as the summary says. */
export type Dirt = {
  threeDecimals: number
  withoutDescription: number
  repeated: number
  twoMinutes: number
  /** Invoices on which goods go and come back. */
  bothWays: number
  codesInTwoCases: number
}

/** The file's own figures, added up from its text and nothing else. */
export type Survey = {
  invoices: number
  cancellations: number
  lines: number
  ringLines: number
  totalMinor: number
  largestInvoice: number
  /** Price times quantity over all lines, and over those that are rung up. */
  fileValue: Decimal
  ringValue: Decimal
  readonly dirt: Dirt
  readonly refused: Map<RefusalReason, Refused>
  readonly days: Map<BusinessDate, FileDay>
  readonly products: Map<string, FileProduct>
  /** Numbers of the invoices of which something is rung up, in the order of the file. */
  readonly documentNos: string[]
}

/** Reads all invoices once, before anything is sent. */
export async function surveyInvoices(invoices: AsyncIterable<Invoice>): Promise<Survey> {
  const survey = emptySurvey()
  const spellings = new Map<string, Set<string>>()
  const unnamed = new Set<string>()
  for await (const invoice of invoices) {
    countInvoice(survey, invoice)
    for (const { file, judged } of invoice.lines) {
      if ('refused' in judged) addRefused(survey, judged.refused, judged.value)
      else addProduct(survey, unnamed, judged.ring, file.description, invoice.day)
      const sku = skuOf(file.stockCode)
      spellings.set(sku, (spellings.get(sku) ?? new Set()).add(file.stockCode))
    }
    if (invoice.ring.length > 0) addDocument(survey, invoice)
  }
  survey.dirt.codesInTwoCases = [...spellings.values()].filter((codes) => codes.size > 1).length
  return survey
}

function emptySurvey(): Survey {
  return {
    invoices: 0,
    cancellations: 0,
    lines: 0,
    ringLines: 0,
    totalMinor: 0,
    largestInvoice: 0,
    fileValue: ZERO,
    ringValue: ZERO,
    dirt: { threeDecimals: 0, withoutDescription: 0, repeated: 0, twoMinutes: 0, bothWays: 0, codesInTwoCases: 0 },
    refused: new Map(),
    days: new Map(),
    products: new Map(),
    documentNos: [],
  }
}

function countInvoice(survey: Survey, { no, lines }: Invoice): void {
  const { dirt } = survey
  survey.invoices += 1
  survey.lines += lines.length
  survey.largestInvoice = Math.max(survey.largestInvoice, lines.length)
  if (isCancellation(no)) survey.cancellations += 1
  dirt.repeated += lines.length - new Set(lines.map(({ file }) => JSON.stringify(file))).size
  dirt.withoutDescription += lines.filter(({ file }) => file.description === '').length
  if (new Set(lines.map(({ file }) => file.invoiceDate)).size > 1) dirt.twoMinutes += 1
}

function addRefused(survey: Survey, reason: RefusalReason, value: Decimal): void {
  const refused = survey.refused.get(reason) ?? { lines: 0, value: ZERO }
  survey.refused.set(reason, { lines: refused.lines + 1, value: addDecimals(refused.value, value) })
  survey.fileValue = addDecimals(survey.fileValue, value)
}

function addProduct(
  { products, dirt }: Survey,
  unnamed: Set<string>,
  { sku, priceMinor, perMilli }: RingLine,
  description: string,
  since: BusinessDate,
): void {
  if (perMilli !== 1000) dirt.threeDecimals += 1
  const known = products.get(sku)
  if (!known) products.set(sku, { sku, name: description || sku, isCharge: isCharge(sku), priceMinor, perMilli, since })
  if (!known && description === '') unnamed.add(sku)
  if (known && description !== '' && unnamed.delete(sku)) products.set(sku, { ...known, name: description })
}

function addDocument(survey: Survey, { no, day, ring }: Invoice): void {
  const totalMinor = ring.reduce((sum, line) => sum + line.amountMinor, 0)
  const before = survey.days.get(day) ?? { documents: 0, lines: 0, totalMinor: 0, payoutMinor: 0 }
  const value = ring.reduce((sum, line) => addDecimals(sum, line.value), ZERO)
  survey.days.set(day, {
    documents: before.documents + 1,
    lines: before.lines + ring.length,
    totalMinor: before.totalMinor + totalMinor,
    payoutMinor: before.payoutMinor + Math.max(0, -totalMinor),
  })
  survey.documentNos.push(no)
  if (ring.some((line) => line.quantityMilli > 0) && ring.some((line) => line.quantityMilli < 0))
    survey.dirt.bothWays += 1
  survey.ringLines += ring.length
  survey.totalMinor += totalMinor
  survey.ringValue = addDecimals(survey.ringValue, value)
  survey.fileValue = addDecimals(survey.fileValue, value)
}
