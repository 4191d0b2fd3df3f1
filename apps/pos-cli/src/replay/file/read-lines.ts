import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { Refusal } from '../../refusal.ts'

/** One line of an invoice, every field as the file has it. */
export type FileLine = {
  readonly invoiceNo: string
  readonly stockCode: string
  readonly description: string
  readonly quantity: string
  /** Local time without a zone, `YYYY-MM-DDTHH:MM:SS`. */
  readonly invoiceDate: string
  readonly unitPrice: string
}

const COLUMNS = {
  invoiceNo: 'InvoiceNo',
  stockCode: 'StockCode',
  description: 'Description',
  quantity: 'Quantity',
  invoiceDate: 'InvoiceDate',
  unitPrice: 'UnitPrice',
} as const satisfies Record<keyof FileLine, string>

/**
 * Reads a CSV file of invoice lines, packed with gzip when its name ends in `.gz`, without holding more than a piece.
 *
 * @throws Refusal when there is no such file, or it is not such a file
 */
export async function* readFileLines(path: string): AsyncGenerator<FileLine> {
  try {
    yield* parsed(path)
  } catch (error) {
    throw explained(path, error)
  }
}

async function* parsed(path: string): AsyncGenerator<FileLine> {
  let at: Place | undefined
  for await (const row of rowsOf(path)) {
    if (at === undefined) at = placesIn(path, row)
    else yield lineOf(row, at)
  }
}

type Place = Readonly<Record<keyof FileLine, number>>

function placesIn(path: string, header: readonly string[]): Place {
  const place = (field: keyof FileLine) => {
    const index = header.indexOf(COLUMNS[field])
    if (index < 0) throw new Refusal(`${path} is not a file of invoice lines: it has no column ${COLUMNS[field]}.`)
    return index
  }
  return {
    invoiceNo: place('invoiceNo'),
    stockCode: place('stockCode'),
    description: place('description'),
    quantity: place('quantity'),
    invoiceDate: place('invoiceDate'),
    unitPrice: place('unitPrice'),
  }
}

function lineOf(row: readonly string[], at: Place): FileLine {
  const field = (name: keyof FileLine) => (row[at[name]] ?? '').trim()
  return {
    invoiceNo: field('invoiceNo'),
    stockCode: field('stockCode'),
    description: field('description'),
    quantity: field('quantity'),
    invoiceDate: field('invoiceDate'),
    unitPrice: field('unitPrice'),
  }
}

function rowsOf(path: string): AsyncIterable<string[]> {
  const parser = parse({ bom: true })
  // A failure reaches the reader through the parser; a reader that stops early is no failure.
  const done = () => undefined
  const file = createReadStream(path)
  if (path.endsWith('.gz')) pipeline(file, createGunzip(), parser, done)
  else pipeline(file, parser, done)
  return parser
}

function explained(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return new Refusal(`There is no file ${path}: give the path of a CSV file of invoice lines.`)
  if (code === 'EISDIR' || code === 'EACCES') return new Refusal(`The file ${path} cannot be read (${code}).`)
  if (code.startsWith('Z_')) return new Refusal(`The file ${path} is not whole, or not packed with gzip (${code}).`)
  if (code.startsWith('CSV_')) return new Refusal(`The file ${path} is not CSV: ${(error as Error).message}.`)
  return error
}
