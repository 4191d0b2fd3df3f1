import { Refusal } from '../refusal.ts'
import { version } from '../version.ts'
import { ServerClient } from './api/server-client.ts'
import { ClientCounter } from './client/client-counter.ts'
import type { Counter } from './counter.ts'
import { readInvoices } from './file/invoices.ts'
import { surveyInvoices, type Survey } from './file/survey.ts'
import { compareWithFile, type Difference } from './head-office/compare.ts'
import { readFigures, type Figures, type Period } from './head-office/figures.ts'
import { addProducts, missingProducts } from './head-office/import-products.ts'
import { allowReturnsWithoutReceipt, preparePlace, type ReplayPlace } from './head-office/place.ts'
import type { ReplayOptions } from './options.ts'
import type { Reporter } from './reporter.ts'
import { waitForCatalogue, waitUntilSent } from './wait.ts'
import { FileClock } from './till/file-clock.ts'
import { TillCounter } from './till/till-counter.ts'

export type ReplayOutcome = {
  readonly survey: Survey
  readonly place: ReplayPlace
  readonly rung: Rung
  readonly addedProducts: number
  readonly sentSeconds: number
  readonly parked: number
  readonly figures: Figures
  readonly differences: readonly Difference[]
}

export type Rung = { readonly before: number; readonly now: number; readonly lines: number; readonly seconds: number }

/** A server that is not there at the start is a mistake; later it may be on its way back. */
const FIRST_ANSWER_MS = 3_000

/**
 * Rings up the invoices of a file at a store and compares what head office then says with the file. It may be killed at
 * any moment and started again: it goes on where it was.
 *
 * @throws Refusal for everything the reader can put right
 */
export async function replay(options: ReplayOptions, report: Reporter): Promise<ReplayOutcome> {
  report.log(`Reading ${options.file}`)
  const survey = await surveyInvoices(readInvoices(options.file, options.limit))
  const period = periodOf(survey, options)
  const hq = new ServerClient({ name: 'Head office', baseUrl: options.hqUrl, account: options.admin })
  const store = new ServerClient({ name: 'The store server', baseUrl: options.storeUrl, account: options.manager })
  await Promise.all([hq.signIn(FIRST_ANSWER_MS), store.signIn(FIRST_ANSWER_MS)])
  const place = await preparePlace(hq, options.storeCode, options.registerCode)
  if (options.isClient) {
    await allowReturnsWithoutReceipt(hq, place)
    report.log(`Store ${place.store.code} now takes goods back without a receipt (returns.without_receipt = any)`)
  }
  const addedProducts = await importProducts(hq, place, survey, report)
  await waitForCatalogue(hq, store)
  const counter = await openCounter(options, { store, place, survey, period })
  try {
    const rung = await ringAll(counter, options, survey, report)
    const { seconds: sentSeconds, parked } = await waitUntilSent(counter, store, report)
    const reading = report.progress('Documents at head office', survey.documentNos.length)
    const figures = await readFigures(hq, place, period, () => reading.advance())
    reading.end()
    const differences = compareWithFile(survey, figures)
    return { survey, place, rung, addedProducts, sentSeconds, parked, figures, differences }
  } finally {
    await counter.close()
  }
}

function periodOf(survey: Survey, { file }: ReplayOptions): Period {
  const days = [...survey.days.keys()].toSorted()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) throw new Refusal(`${file} holds nothing that can be rung up.`)
  return { from, to }
}

type Surroundings = {
  readonly store: ServerClient
  readonly place: ReplayPlace
  readonly survey: Survey
  readonly period: Period
}

async function openCounter(options: ReplayOptions, { store, place, survey, period }: Surroundings): Promise<Counter> {
  if (options.isClient) return ClientCounter.open(store, place)
  const { folder, storeUrl, pin } = options
  const clock = new FileClock(`${period.from}T00:00:00`)
  const till = {
    folder,
    storeUrl,
    manager: store,
    pin,
    place,
    clock,
    skus: survey.products.keys(),
    appVersion: version,
  }
  return TillCounter.open(till, survey.documentNos)
}

async function ringAll(
  counter: Counter,
  { file, limit }: ReplayOptions,
  survey: Survey,
  { progress }: Reporter,
): Promise<Rung> {
  const ringing = progress('Invoices', survey.documentNos.length)
  let [place, before, lines] = [0, 0, 0]
  for await (const invoice of readInvoices(file, limit)) {
    if (invoice.ring.length === 0) continue
    place += 1
    if (counter.isRung(invoice, place)) before += 1
    else {
      await counter.beginDay(invoice, survey.days.get(invoice.day)?.payoutMinor ?? 0)
      await counter.ring(invoice)
      lines += invoice.ring.length
    }
    ringing.advance()
  }
  await counter.endDay()
  return { before, now: place - before, lines, seconds: ringing.end() }
}

async function importProducts(
  hq: ServerClient,
  place: ReplayPlace,
  { products }: Survey,
  { progress }: Reporter,
): Promise<number> {
  const missing = await missingProducts(hq, place, products.values())
  const adding = progress('Products', missing.length)
  await addProducts(hq, place, missing, () => adding.advance())
  adding.end()
  return missing.length
}
