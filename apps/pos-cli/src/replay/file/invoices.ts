import type { BusinessDate } from '@pos/shared-types'
import { Refusal } from '../../refusal.ts'
import { judgeLine, type Judged, type RingLine } from './judge-line.ts'
import { readFileLines, type FileLine } from './read-lines.ts'

/** The lines of the file that follow each other under one number, judged. */
export type Invoice = {
  readonly no: string
  /** Local time of its first line; some invoices carry two minutes. */
  readonly at: string
  readonly day: BusinessDate
  readonly lines: readonly { readonly file: FileLine; readonly judged: Judged }[]
  /** What is rung up of it; nothing for some. */
  readonly ring: readonly RingLine[]
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/

/**
 * Reads up to `limit` invoices, in the order of the file.
 *
 * @throws Refusal for a line without a number or time, or a number that comes again later: they could not be told apart
 */
export async function* readInvoices(path: string, limit: number): AsyncGenerator<Invoice> {
  const seen = new Set<string>()
  let lines: FileLine[] = []
  for await (const line of readFileLines(path)) {
    requirePlace(path, line)
    if (lines[0] && lines[0].invoiceNo !== line.invoiceNo) {
      yield invoiceOf(lines)
      lines = []
      if (seen.size >= limit) return
    }
    if (lines.length === 0) begin(path, seen, line.invoiceNo)
    lines.push(line)
  }
  if (lines.length > 0) yield invoiceOf(lines)
}

function requirePlace(path: string, { invoiceNo, invoiceDate }: FileLine): void {
  if (invoiceNo !== '' && LOCAL_TIME.test(invoiceDate)) return
  throw new Refusal(`${path} has a line without an invoice number or time ("${invoiceNo}", "${invoiceDate}").`)
}

function begin(path: string, seen: Set<string>, invoiceNo: string): void {
  if (seen.has(invoiceNo)) throw new Refusal(`${path} has invoice ${invoiceNo} in two places.`)
  seen.add(invoiceNo)
}

function invoiceOf(files: readonly FileLine[]): Invoice {
  const lines = files.map((file) => ({ file, judged: judgeLine(file) }))
  const { invoiceNo: no = '', invoiceDate: at = '' } = files[0] ?? {}
  const ring = lines.flatMap(({ judged }) => ('ring' in judged ? [judged.ring] : []))
  return { no, at, day: at.slice(0, 10), lines, ring }
}
