import { DomainError } from '@pos/core'
import {
  businessDateAt,
  makeSaleFact,
  settle,
  totalsOf,
  type PricedCart,
  type SaleHeader,
  type Settlement,
  type Tender,
} from '@pos/domain'
import type { Finding } from '@pos/rule-engine'
import type { Cents, SaleFact } from '@pos/shared-types'
import { askContent } from '../cart/ask-content.ts'
import { isSameSale, type CartState } from '../cart/cart-state.ts'
import type { Draft } from '../journal/draft.ts'
import { receiptOf, type ReceiptDocument } from '../receipt/receipt-document.ts'
import { refusing } from '../refusing.ts'
import { answerWithin } from './answer-within.ts'
import type { Approvals } from './approvals.ts'
import type { CartDesk } from './cart-desk.ts'
import { growReturned } from './returned-rows.ts'
import { seriesPlace } from './series-place.ts'
import { isAway } from './store-api.ts'
import type { TillCore } from './till-core.ts'

/** How long a cashier waits for the store's verdict; then the store counts as away. */
const CHECK_MS = 400

/** No trading day is longer, whatever its shift says. */
const LONGEST_DAY_MS = 72 * 3_600_000

/** A sale made here, and whether the store still has to be told of it. */
export type OwnSale = { readonly fact: SaleFact; readonly isUnsent: boolean }

/** Who said yes, and what an approval would be needed for if there were anybody to ask. */
export type SaleVerdict = { readonly by: 'store' | 'till'; readonly noted: readonly Finding[] }

export type CompletedSale = { readonly fact: SaleFact; readonly changeMinor: Cents; readonly noted: readonly Finding[] }

/** Checks, pays and completes what is in the cart. */
export class Sales {
  readonly #core: TillCore
  readonly #cart: CartDesk
  readonly #approvals: Approvals
  /** The cart the store said yes to. Another state of it is another question. */
  #confirmed: CartState | undefined

  constructor(core: TillCore, cart: CartDesk, approvals: Approvals) {
    this.#core = core
    this.#cart = cart
    this.#approvals = approvals
  }

  /**
   * Asks whether the cart may be sold: call it when payment opens, while the customer is there and no number is taken.
   * With the store away the till's own rules decide.
   *
   * @throws ApprovalNeeded when another person could consent, DomainError the refusal
   */
  async check(): Promise<SaleVerdict> {
    const priced = this.#cart.showTotal()
    const cart = this.#cart.state
    const noted = await this.#judge(cart, priced, true)
    const isConfirmed = await this.#askStore(cart, priced)
    this.#confirmed = isConfirmed ? cart : undefined
    return { by: isConfirmed ? 'store' : 'till', noted }
  }

  /**
   * Takes the payments and completes the sale: number, hash, totals and outbox entry in one durable commit. When the
   * promise resolves the sale is a fact and a new cart has begun; when it rejects nothing happened, except that after a
   * failed write only opening the journal again tells.
   *
   * @throws ApprovalNeeded as `check`, DomainError SALE_UNDERPAID, SALE_OVERPAID, SALE_TENDER_NOT_ALLOWED, a maker's rule, PERMISSION_DENIED,
   *   STATE_NOT_ALLOWED while the same cart is being completed, or REGISTER_LEASE_LOST
   */
  complete(tenders: readonly Tender[]): Promise<CompletedSale> {
    return this.#cart.hold(() => this.#complete(tenders))
  }

  async #complete(tenders: readonly Tender[]): Promise<CompletedSale> {
    const core = this.#core
    core.requireShift()
    const cart = this.#cart.state
    const priced = this.#cart.price()
    const isOffline = this.#confirmed === undefined || !isSameSale(this.#confirmed, cart)
    const due = { totalMinor: priced.totalMinor, currency: core.catalogue.store.currency }
    const settlement = refusing(() => settle(due, tenders, core.catalogue.tenders))
    const unit = core.unit(isOffline)
    const draft = { cart, priced, settlement }
    await core.rules.check('sale:pay', unit, draft)
    const isOverOfflineLimit = unit.tx.noted.some((finding) => finding.ruleId === 'sales.tender-is-allowed')
    core.requirePermissions(['pos:sell'])
    const judged = { cart, priced, payments: settlement.payments, isOverOfflineLimit }
    let noted: readonly Finding[] = []
    const fact = await core.rules.emit('sale:complete', unit, draft, async () => {
      noted = await this.#approvals.settle(judged, unit.tx.noted)
      return core.journal.write((write) => this.#commit(write, cart, priced, settlement, isOffline))
    })
    this.#confirmed = undefined
    this.#cart.begin()
    core.onOutbox()
    return { fact, changeMinor: settlement.changeMinor, noted }
  }

  /** Sales of this register on the trading day at hand, newest first, as far as this till keeps them. */
  async today(): Promise<readonly OwnSale[]> {
    const core = this.#core
    const { timeZone, dayStartsMin } = core.requireCatalogue().store
    const now = core.options.clock.now()
    const today = core.shift?.record.state === 'open' ? core.shift.record.businessOn : undefined
    const on = today ?? businessDateAt(now, timeZone, dayStartsMin)
    const sales: OwnSale[] = []
    for await (const event of core.journal.newestFirst()) {
      if (event.wallTime < now - LONGEST_DAY_MS) break
      if (event.type !== 'sale.completed') continue
      const fact = JSON.parse(event.payload) as SaleFact
      if (fact.sale.businessOn === on) sales.push({ fact, isUnsent: core.journal.isOpen(event.eventId) })
    }
    return sales
  }

  /**
   * The receipt of a sale, from its fact.
   *
   * @throws DomainError CATALOGUE_INCOMPLETE while the names of tenders and shop are missing
   */
  async receipt(fact: SaleFact): Promise<ReceiptDocument> {
    const { userId } = fact.sale
    const cashier = userId === null ? undefined : await this.#core.journal.storage.get('cashier', userId)
    return receiptOf(fact, this.#core.requireCatalogue(), cashier?.displayName ?? null)
  }

  async #judge(cart: CartState, priced: PricedCart, isOffline: boolean): Promise<readonly Finding[]> {
    const unit = this.#core.unit(isOffline)
    this.#core.requirePermissions(['pos:sell'])
    await this.#core.rules.check('sale:complete', unit, { cart, priced })
    return this.#approvals.settle({ cart, priced, payments: [], isOverOfflineLimit: false }, unit.tx.noted)
  }

  /** True when every part of the cart has the store's yes. */
  async #askStore(cart: CartState, priced: PricedCart): Promise<boolean> {
    const { token } = this.#core.requireCashier()
    if (token === null || cart.items.some((item) => item.returned?.isConfirmed === false)) return false
    if (cart.items.every((item) => item.returned !== null)) return true
    const content = askContent(cart, this.#core.requireLease().registerId)
    try {
      const { api, scheduler } = this.#core.options
      const answer = await answerWithin(scheduler, CHECK_MS, (signal) => api.checkSale(content, token, signal))
      if (answer === undefined) return false
      const hasReturns = cart.items.length > content.lines.length
      if (!hasReturns && answer.totalMinor !== priced.totalMinor) throw new DomainError('SALE_TOTALS_DIFFER')
      return true
    } catch (error) {
      if (error instanceof DomainError && (isAway(error.code) || error.status === 401)) return false
      throw error
    }
  }

  #commit(draft: Draft, cart: CartState, priced: PricedCart, settlement: Settlement, isOffline: boolean): SaleFact {
    const core = this.#core
    const { ids, sha256 } = core.options
    const shift = core.requireShift()
    const fact = makeSaleFact({
      header: this.#header(cart, isOffline),
      priced,
      lines: cart.items.map((item) => item.details),
      settlement,
      series: seriesPlace(draft.series('sale'), core.requireLease()),
      nextId: () => ids.next(),
      sha256,
    })
    const { sale } = fact
    draft.take('sale', sale.hash)
    const eventKey = draft.emit({
      eventId: sale.eventId,
      type: 'sale.completed',
      aggregateType: 'sale',
      aggregateId: sale.id,
      hlc: sale.hlc,
      wallTime: sale.completedAt,
      catalogueVersion: sale.catalogueVersion,
      fact,
    })
    draft.index(sale, eventKey)
    growReturned(draft, core.returned, fact.lines)
    shift.grow(draft, totalsOf(fact))
    return fact
  }

  #header(cart: CartState, isOffline: boolean): SaleHeader {
    const core = this.#core
    const { ids, clock, device } = core.options
    const { storeId, deviceId } = core.requireIdentity()
    const { record: shift } = core.requireShift()
    const { store, priceList } = core.catalogue
    return {
      id: cart.id,
      storeId,
      eventId: ids.next(),
      businessOn: shift.businessOn,
      deviceId,
      userId: core.requireCashier().cashier.userId,
      registerId: shift.registerId,
      shiftId: shift.id,
      capture: isOffline ? 'offline' : 'online',
      customerId: null,
      customerName: null,
      salesRepId: null,
      currency: store.currency,
      priceListId: priceList.id,
      isTaxIncluded: priceList.isTaxIncluded,
      timeZone: store.timeZone,
      startedAt: cart.startedAt,
      completedAt: clock.now(),
      taxExemptionId: null,
      catalogueVersion: core.replica.version,
      appVersion: device.appVersion,
      clockState: 'ok',
      hlc: core.mark(),
      note: cart.note,
    }
  }
}
