import type { Context } from '@pos/core'
import type { Desk } from '@pos/store-server'
import type { BusinessDate, SaleFact, ShiftRecord, TenderInput } from '@pos/shared-types'
import type { DemoBasket, DemoDay, DemoPayment, DemoReturnLine, DemoSaleLine } from '../sales/types.ts'
import type { DemoStore } from '../types.ts'
import type { ChainIds } from './chain-ids.ts'

export type TradeNeeds = {
  readonly desk: Desk
  readonly ids: ChainIds
  readonly ctx: Context
  readonly store: DemoStore
}

const FLOAT_MINOR = 20_000

/** Rings up a store's days with the acts the store server itself offers. Remembers what may come back later. */
export class Trade {
  readonly #needs: TradeNeeds
  readonly #sold = new Map<string, SaleFact>()

  constructor(needs: TradeNeeds) {
    this.#needs = needs
  }

  /** One day: every register opens, sells and closes with a Z. Gives how many sales and returns were made. */
  async day(day: DemoDay): Promise<number> {
    const shifts = await Promise.all(this.#needs.store.registers.map(({ code }) => this.#open(day.on, code)))
    const made = await Promise.all(day.baskets.map((basket) => this.#ring(day.on, basket)))
    await Promise.all(shifts.map((shift) => this.#close(day.on, shift)))
    return made.reduce((sum, count) => sum + count, 0)
  }

  #open(on: BusinessDate, registerCode: string): Promise<ShiftRecord> {
    const { desk, store, ids } = this.#needs
    const registerId = ids.of('register', `${store.code} ${registerCode}`)
    const ctx = this.#at(on, store.hours.opensMin * 60 - 900, 'demo')
    return desk.openShift(ctx, { registerId, floatMinor: FLOAT_MINOR, businessOn: on })
  }

  // What is given to the writer together shares a flush; it is taken one after another, in the order of the day.
  async #ring(on: BusinessDate, basket: DemoBasket): Promise<number> {
    const ctx = this.#at(on, basket.startedAtSecond + basket.tookSeconds, basket.cashier)
    const back = basket.lines.filter((line) => line.kind === 'return')
    const bought = basket.lines.filter((line) => line.kind === 'sale')
    const returned = back.length > 0 && (await this.#takeBack(ctx, basket, back))
    if (bought.length > 0) await this.#sell(ctx, basket, bought)
    return (returned ? 1 : 0) + (bought.length > 0 ? 1 : 0)
  }

  async #sell(ctx: Context, basket: DemoBasket, lines: readonly DemoSaleLine[]): Promise<void> {
    const { desk, ids } = this.#needs
    const discountOf = (discount: DemoBasket['discount']) =>
      discount === null ? {} : { ratePpm: discount.ratePpm, reasonCodeId: ids.of('reason', discount.reasonCode) }
    const content = {
      registerId: this.#registerOf(basket),
      lines: lines.map((line) => ({
        variantId: ids.of('variant', line.sku),
        quantityMilli: line.quantityMilli,
        ...(line.discount && { discount: discountOf(line.discount) }),
      })),
      ...(basket.discount && { cartDiscount: discountOf(basket.discount) }),
    }
    this.#sold.set(basket.key, await desk.sell(ctx, content, (totalMinor) => this.#tenders(basket.payment, totalMinor)))
  }

  /** False when the goods were bought before the demo's first day, or are back already. */
  async #takeBack(ctx: Context, basket: DemoBasket, lines: readonly DemoReturnLine[]): Promise<boolean> {
    const { desk, ids } = this.#needs
    const original = this.#sold.get(lines[0]?.basketKey ?? '')
    if (!original) return false
    await desk.takeBack(ctx, {
      registerId: this.#registerOf(basket),
      originalSaleId: original.sale.id,
      lines: lines.map((line) => ({
        originalLineId: original.lines[line.lineIndex]?.id ?? '',
        quantityMilli: line.quantityMilli,
        reasonCodeId: ids.of('reason', line.reasonCode),
      })),
      refundTenderTypeId: this.#refundTender(original, basket),
    })
    return true
  }

  /** Money goes back to the tender it came from. */
  #refundTender({ payments }: SaleFact, basket: DemoBasket): string {
    const wanted = this.#needs.ids.of('tender', basket.payment.kind === 'cash' ? 'CASH' : 'CARD')
    const isPaidSo = payments.some((payment) => payment.tenderTypeId === wanted)
    return isPaidSo ? wanted : (payments[0]?.tenderTypeId ?? wanted)
  }

  #tenders(payment: DemoPayment, totalMinor: number): TenderInput[] {
    const { ids } = this.#needs
    const [cash, card] = [ids.of('tender', 'CASH'), ids.of('tender', 'CARD')]
    if (payment.kind === 'card') return [{ tenderTypeId: card, tenderedMinor: totalMinor }]
    if (payment.kind === 'split' && payment.cashMinor < totalMinor) {
      return [
        { tenderTypeId: cash, tenderedMinor: payment.cashMinor },
        { tenderTypeId: card, tenderedMinor: totalMinor - payment.cashMinor },
      ]
    }
    if (payment.kind === 'split') return [{ tenderTypeId: card, tenderedMinor: totalMinor }]
    const step = payment.roundUpToMinor === 0 ? 5 : payment.roundUpToMinor
    return [{ tenderTypeId: cash, tenderedMinor: Math.ceil(totalMinor / step) * step }]
  }

  async #close(on: BusinessDate, shift: ShiftRecord): Promise<void> {
    const { desk, store } = this.#needs
    await desk.closeBalanced(this.#at(on, store.hours.closesMin * 60 + 1200, 'demo'), shift.id)
  }

  #registerOf({ registerCode }: DemoBasket): string {
    return this.#needs.ids.of('register', `${this.#needs.store.code} ${registerCode}`)
  }

  #at(on: BusinessDate, second: number, who: string): Context {
    const { ctx, store, ids } = this.#needs
    const midnight = Temporal.PlainDate.from(on).toZonedDateTime(store.timeZone)
    const at = midnight.epochMilliseconds + second * 1000
    return { ...ctx, at: Math.floor(at / 1000) * 1000, ...(who !== 'demo' && { userId: ids.of('user', who) }) }
  }
}
