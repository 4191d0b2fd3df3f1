import type { getSale, ResponseOf, SaleSummary } from '@pos/shared-types'
import type { Client, Problem } from '@pos/testing'
import { expect } from 'vitest'
import { REGISTER, TENDER, variantOf, type ProductName } from './catalogue.ts'
import { openShop, type Shop } from './shop.ts'

export type Sale = SaleSummary & Problem
export type SaleDocument = ResponseOf<typeof getSale>

export const SOME_ID = '00000000-0000-7000-8000-00000000dead'

export const line = (product: ProductName, pieces = 1, changes: object = {}) => ({
  variantId: variantOf(product),
  quantityMilli: pieces * 1000,
  ...changes,
})
export const cash = (tenderedMinor: number) => ({ tenderTypeId: TENDER.cash, tenderedMinor })
export const card = (tenderedMinor: number) => ({ tenderTypeId: TENDER.card, tenderedMinor })
export const plenty = cash(1_000_000)

/** A shop with an open shift at its first register, a manager and a cashier. */
export class Checkout {
  readonly shop: Shop
  readonly cashier: Client
  manager: Client

  private constructor(shop: Shop, manager: Client, cashier: Client) {
    this.shop = shop
    this.manager = manager
    this.cashier = cashier
  }

  static async open(): Promise<Checkout> {
    const shop = await openShop()
    const manager = await shop.as('manager')
    const cashier = await shop.as('cashier')
    await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
    return new Checkout(shop, manager, cashier)
  }

  sell(lines: object[], changes: object = {}, who = this.manager) {
    return who.post<Sale>('/sales', { registerId: REGISTER.one, lines, payments: [plenty], ...changes })
  }

  check(lines: object[], changes: object = {}, who = this.manager) {
    return who.post<Problem & { totalMinor: number }>('/sales/check', { registerId: REGISTER.one, lines, ...changes })
  }

  async document(id: string): Promise<SaleDocument> {
    return (await this.manager.get<SaleDocument>(`/sales/${id}`)).body
  }

  /** Lets the clock show another time, for somebody who has just signed in. */
  async later(ms: number, act: (who: Client) => Promise<void>): Promise<void> {
    const now = this.shop.clock.now()
    this.shop.clock.advance(ms)
    await act(await this.shop.as('manager'))
    this.shop.clock.set(now)
    this.manager = await this.shop.as('manager')
  }

  /** Everything a sale leaves behind. */
  traces(): Promise<object[]> {
    return this.shop.rows(`select (select count(*) from sales) as sales,
      (select count(*) from stock_movements) as movements,
      (select count(*) from outbox) as events, (select sum(last_number) from number_series) as numbers,
      (select count(*) from idempotency_keys) as keys, (select coalesce(sum(amount_minor), 0) from shift_totals) as totals`)
  }
}

/** The attempt is refused and leaves nothing. */
export async function refused(
  checkout: Checkout,
  attempt: () => Promise<{ status: number; body: Problem }>,
  status: number,
  code: string,
  params?: object,
): Promise<void> {
  const before = await checkout.traces()
  expect(await attempt()).toMatchObject({ status, body: { code, ...(params && { params }) } })
  expect(await checkout.traces()).toEqual(before)
}
