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
  readonly #lastInvoiceNo: string | undefined

  private constructor(till: Till, clock: FileClock, rungBefore: number, lastInvoiceNo: string | undefined) {
    this.#till = till
    this.#clock = clock
    this.#cash = cashOf(till.catalogue.tenders, till.catalogue.store)
    this.#rungBefore = rungBefore
    this.#lastInvoiceNo = lastInvoiceNo
  }

  static async open(options: OpenTill): Promise<TillCounter> {
    const { till, storage } = await openReplayTill(options)
    const { count, invoiceNo } = await lastRung(storage)
    return new TillCounter(till, options.clock, count, invoiceNo)
  }

  /**
   * The register's own series counts: its number N is the N-th invoice that is rung up. The last one is compared by name.
   *
   * @throws Refusal when the journal was made of another file
   */
  isRung({ no }: Invoice, place: number): boolean {
    if (place === this.#rungBefore && this.#lastInvoiceNo !== undefined && this.#lastInvoiceNo !== no) {
      throw new Refusal(`The journal was made of another file: its invoice ${place} is ${this.#lastInvoiceNo}, not ${no}.`)
    }
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
    for (const { sku, quantityMilli, priceMinor, perMilli } of ring) cart.add(sku, { quantityMilli, priceMinor, perMilli })
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
