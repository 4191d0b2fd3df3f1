import type { Till } from '@pos/pos-logic'
import { Refusal } from '../../refusal.ts'
import { cashOf, exactCash, type CashTender } from '../cash.ts'
import type { Counter } from '../counter.ts'
import type { Invoice } from '../file/invoices.ts'
import type { FileClock } from './file-clock.ts'
import { lastRung, openReplayTill, type OpenTill } from './open-till.ts'

/** Rings invoices up at a till of our own, which pushes them by its journal. */
export class TillCounter implements Counter {
  readonly #till: Till
  readonly #clock: FileClock
  readonly #cash: CashTender
  readonly #rungBefore: number

  private constructor(till: Till, clock: FileClock, rungBefore: number) {
    this.#till = till
    this.#clock = clock
    this.#cash = cashOf(till.catalogue.tenders, till.catalogue.store)
    this.#rungBefore = rungBefore
  }

  /** @throws Refusal when the journal was made of other invoices than `documentNos` begins with */
  static async open(options: OpenTill, documentNos: readonly string[]): Promise<TillCounter> {
    const { till, storage } = await openReplayTill(options)
    try {
      const { count, invoiceNo } = await lastRung(storage)
      requireSameFile(documentNos, count, invoiceNo)
      return new TillCounter(till, options.clock, count)
    } catch (error) {
      await till.stop()
      throw error
    }
  }

  /** The register's own series counts: its number N is the N-th invoice that is rung up. */
  isRung(_: Invoice, place: number): boolean {
    return place <= this.#rungBefore
  }

  async beginDay({ day, at }: Invoice, floatMinor: number): Promise<void> {
    const { current } = this.#till.shifts
    if (current?.state === 'open' && current.businessOn === day) return
    await this.endDay()
    this.#clock.set(at)
    await this.#till.shifts.open({ floatMinor, businessOn: day })
  }

  async ring({ no, at, ring }: Invoice): Promise<void> {
    const { cart, sales } = this.#till
    this.#clock.set(at)
    for (const { sku, quantityMilli, priceMinor, perMilli } of ring)
      cart.add(sku, { quantityMilli, priceMinor, perMilli })
    cart.setNote(no)
    await sales.complete(exactCash(this.#cash, cart.price().totalMinor))
  }

  async endDay(): Promise<void> {
    const { shifts } = this.#till
    if (shifts.current?.state !== 'open') return
    const counts = shifts.expected().map(({ tenderTypeId, currency, expectedMinor }) => ({
      tenderTypeId,
      currency,
      countedMinor: expectedMinor,
    }))
    await shifts.close({ counts })
  }

  async unsent(): Promise<{ readonly waiting: number; readonly parked: number }> {
    const { unsent, parked } = await this.#till.status()
    return { waiting: unsent, parked }
  }

  close(): Promise<void> {
    return this.#till.stop()
  }
}

function requireSameFile(documentNos: readonly string[], count: number, lastNo: string | undefined): void {
  if (count > documentNos.length) {
    throw new Refusal(`The journal has ${count} invoices already, more than are asked for: give a higher --limit.`)
  }
  const expected = documentNos[count - 1]
  if (lastNo === undefined || lastNo === expected) return
  throw new Refusal(`The journal was made of another file: its invoice ${count} is ${lastNo}, not ${expected}.`)
}
