import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decimalText } from './decimal.ts'
import { readInvoices } from './invoices.ts'
import { surveyInvoices } from './survey.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pos-file-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const at = '2010-12-01T08:26:00'

function fileOf(lines: readonly string[], name = 'file.csv'): string {
  const path = join(folder, name)
  const text = [HEADER, ...lines, ''].join('\n')
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

const survey = (lines: readonly string[], limit = Infinity, name?: string) =>
  surveyInvoices(readInvoices(fileOf(lines, name), limit))

test('lines that follow each other under one number are one invoice, at the minute of the first', async () => {
  const lines = [`1,A,Mug,1,${at},1.00,,`, '1,B,Cup,2,2010-12-01T08:27:00,2.00,,', `2,A,Mug,1,${at},1.00,,`]
  const invoices = await Array.fromAsync(readInvoices(fileOf(lines, 'file.csv.gz'), Infinity))
  expect(invoices).toMatchObject([
    { no: '1', at, day: '2010-12-01', ring: [{ sku: 'A' }, { sku: 'B' }] },
    { no: '2', ring: [{ sku: 'A' }] },
  ])
  expect((await survey(lines)).dirt).toMatchObject({ twoMinutes: 1, bothWays: 0 })
})

test('the limit counts invoices of the file', async () => {
  const lines = [`1,A,Mug,1,${at},0,,`, `2,A,Mug,1,${at},1.00,,`, `3,A,Mug,1,${at},1.00,,`]
  const { invoices, documentNos } = await survey(lines, 2)
  expect([invoices, documentNos]).toEqual([2, ['2']])
})

test('a day is the sum of its rounded lines, and the exact sums are kept beside it', async () => {
  const found = await survey([
    `1,A,Bead,1,${at},0.125,,`,
    `1,A,Bead,1,${at},0.125,,`,
    `C2,A,Bead,-4,${at},1.00,,`,
    `3,B,broken,-9,${at},0.0,,`,
    `A4,B,Adjust bad debt,1,${at},-5.00,,`,
  ])
  expect([...found.days]).toEqual([['2010-12-01', { documents: 2, lines: 3, totalMinor: -374, payoutMinor: 400 }]])
  expect([found.fileValue, found.ringValue].map((value) => decimalText(value, 2))).toEqual(['-8.75', '-3.75'])
  expect(found).toMatchObject({ lines: 5, ringLines: 3, cancellations: 1, totalMinor: -374 })
  expect(found.dirt).toMatchObject({ threeDecimals: 2, repeated: 1 })
  expect([...found.refused].map(([reason, { lines }]) => [reason, lines])).toEqual([
    ['stock_correction', 1],
    ['not_a_sale', 1],
  ])
})

test('a product has the first description and the first price of the file; its code names it when there is none', async () => {
  const { products, dirt } = await survey([
    `1,85123a,,1,${at},2.55,,`,
    `1,85123A,Heart,1,${at},2.95,,`,
    `1,X,,1,${at},1.00,,`,
    `2,POST,Postage,1,${at},18.00,,`,
  ])
  expect([...products.values()]).toEqual([
    { sku: '85123A', name: 'Heart', isCharge: false, priceMinor: 255, perMilli: 1000, since: '2010-12-01' },
    { sku: 'X', name: 'X', isCharge: false, priceMinor: 100, perMilli: 1000, since: '2010-12-01' },
    { sku: 'POST', name: 'Postage', isCharge: true, priceMinor: 1800, perMilli: 1000, since: '2010-12-01' },
  ])
  expect(dirt).toMatchObject({ withoutDescription: 2, codesInTwoCases: 1 })
})

test('what is no such file is refused in one sentence', async () => {
  const read = (path: string) => Array.fromAsync(readInvoices(path, Infinity))
  await expect(read(join(folder, 'none.csv'))).rejects.toThrow(/^There is no file .*none\.csv/)
  await expect(read(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/)
  writeFileSync(join(folder, 'text.gz'), 'InvoiceNo')
  await expect(read(join(folder, 'text.gz'))).rejects.toThrow(/not packed with gzip/)
  writeFileSync(join(folder, 'other.csv'), 'a,b\n1,2\n')
  await expect(read(join(folder, 'other.csv'))).rejects.toThrow('has no column InvoiceNo')
  await expect(read(fileOf(['1,A,"Mug'], 'torn.csv'))).rejects.toThrow(/is not CSV/)
  await expect(read(fileOf(['1,A,Mug,1,yesterday,1.00,,'], 'time.csv'))).rejects.toThrow(
    /without an invoice number or time/,
  )
  const apart = [`1,A,Mug,1,${at},1.00,,`, `2,A,Mug,1,${at},1.00,,`, `1,A,Mug,1,${at},1.00,,`]
  await expect(read(fileOf(apart, 'apart.csv'))).rejects.toThrow('invoice 1 in two places')
})
