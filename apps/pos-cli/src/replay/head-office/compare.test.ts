import { expect, test } from 'vitest'
import type { FileDay, Survey } from '../file/survey.ts'
import { compareWithFile } from './compare.ts'
import type { Documents, Figures } from './figures.ts'

const day = '2010-12-01'
const fileDay: FileDay = { documents: 2, lines: 3, totalMinor: 500, payoutMinor: 0 }
const documents: Documents = { count: 2, totalMinor: 500, lines: 3, linesMinor: 500 }

const compare = (change: Partial<Figures>) =>
  compareWithFile({ days: new Map([[day, fileDay]]), documentNos: ['1', '2'] } as unknown as Survey, {
    report: new Map([[day, 500]]),
    own: new Map([[day, documents]]),
    others: new Map(),
    invoices: new Map([
      ['1', 1],
      ['2', 1],
    ]),
    kinds: new Map(),
    flags: new Map(),
    ...change,
  })

test('equal books have no difference', () => {
  expect(compare({})).toEqual([])
})

test('sales of other registers on the same day are taken off the report', () => {
  expect(compare({ report: new Map([[day, 800]]), others: new Map([[day, 300]]) })).toEqual([])
})

test('a cent is a difference, wherever it is', () => {
  expect(compare({ report: new Map([[day, 499]]) })).toMatchObject([{ where: `${day} in the report`, headOffice: 499 }])
  const other = (change: Partial<Documents>) => compare({ own: new Map([[day, { ...documents, ...change }]]) })
  expect(other({ totalMinor: 501 })).toMatchObject([{ where: `${day} by documents`, file: 500, headOffice: 501 }])
  expect(other({ linesMinor: 499 })).toMatchObject([{ where: `${day} by lines` }])
  expect(other({ count: 3 })).toMatchObject([{ where: `${day} number of documents` }])
  expect(other({ lines: 2 })).toMatchObject([{ where: `${day} number of lines` }])
})

test('a day that only one side has is different', () => {
  const report = new Map([
    [day, 500],
    ['2010-12-02', 7],
  ])
  expect(compare({ report })).toEqual([{ where: '2010-12-02 in the report', file: 0, headOffice: 7 }])
  expect(compare({ report: new Map(), own: new Map() })).toHaveLength(5)
})

test('an invoice that is missing, doubled or foreign is named', () => {
  const invoices = new Map([
    ['1', 2],
    ['3', 1],
  ])
  expect(compare({ invoices })).toEqual([
    { where: 'invoice 1', file: 1, headOffice: 2 },
    { where: 'invoice 2', file: 1, headOffice: 0 },
    { where: 'invoice 3', file: 0, headOffice: 1 },
  ])
})
