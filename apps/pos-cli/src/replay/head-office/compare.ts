import type { BusinessDate } from '@pos/shared-types'
import type { Survey } from '../file/survey.ts'
import type { Figures } from './figures.ts'

export type Difference = { readonly where: string; readonly file: number; readonly headOffice: number }

/** Everything in which head office and the file differ; amounts in minor units. Nothing when they agree to the cent. */
export function compareWithFile(survey: Survey, figures: Figures): Difference[] {
  const days = new Set([...survey.days.keys(), ...figures.own.keys(), ...figures.report.keys()])
  const byDay = [...days].toSorted().flatMap((day) => compareDay(day, survey, figures))
  return [...byDay, ...compareInvoices(survey, figures)]
}

function compareDay(day: BusinessDate, survey: Survey, { report, own, others }: Figures): Difference[] {
  const file = survey.days.get(day) ?? { documents: 0, totalMinor: 0, lines: 0 }
  const documents = own.get(day) ?? { count: 0, totalMinor: 0, lines: 0, linesMinor: 0 }
  const reported = (report.get(day) ?? 0) - (others.get(day) ?? 0)
  return [
    { where: `${day} in the report`, file: file.totalMinor, headOffice: reported },
    { where: `${day} by documents`, file: file.totalMinor, headOffice: documents.totalMinor },
    { where: `${day} by lines`, file: file.totalMinor, headOffice: documents.linesMinor },
    { where: `${day} number of documents`, file: file.documents, headOffice: documents.count },
    { where: `${day} number of lines`, file: file.lines, headOffice: documents.lines },
  ].filter((each) => each.file !== each.headOffice)
}

function compareInvoices({ documentNos }: Survey, { invoices }: Figures): Difference[] {
  const expected = new Set(documentNos)
  const missing = [...expected].filter((no) => invoices.get(no) !== 1)
  const foreign = [...invoices.keys()].filter((no) => !expected.has(no))
  return [
    ...missing.map((no) => ({ where: `invoice ${no}`, file: 1, headOffice: invoices.get(no) ?? 0 })),
    ...foreign.map((no) => ({ where: `invoice ${no}`, file: 0, headOffice: invoices.get(no) ?? 0 })),
  ]
}
