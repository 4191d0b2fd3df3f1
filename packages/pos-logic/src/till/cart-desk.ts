import { assert, DomainError } from '@pos/core'
import type { Discount, PricedCart } from '@pos/domain'
import type { Approval, Cents, Quantity, Rate, SaleLineId, VariantId } from '@pos/shared-types'
import {
  emptyCart,
  itemOf,
  withApprovals,
  withItem,
  withoutItem,
  type CartItem,
  type CartState,
} from '../cart/cart-state.ts'
import { newItem, type ItemPrice } from '../cart/new-item.ts'
import { priceState } from '../cart/price-state.ts'
import type { FoundVariant } from '../catalogue/product-index.ts'
import type { CataloguePrice } from '../catalogue/records.ts'
import { wallTime } from '../catalogue/wall-time.ts'
import { isKeepable } from './keepable-text.ts'
import type { KeptCart } from './kept-cart.ts'
import type { TillCore } from './till-core.ts'

const PIECE: Quantity = 1000
const NOTE_LENGTH = 1000

export type AddOptions = {
  /** Thousandths of the base unit; of packs when the code stands for one. One piece unless told; negative comes back. */
  readonly quantityMilli?: Quantity | undefined
  /** The price keyed for an open-price product, per piece, kilogram or whatever its unit is. */
  readonly priceMinor?: Cents | undefined
  /** Thousandths that the keyed price is for; those of the list price unless told. */
  readonly perMilli?: number | undefined
  /** Let a line of the same goods at the same list price grow instead of adding one. */
  readonly isJoined?: boolean | undefined
}

type KeyedPrice = Pick<AddOptions, 'priceMinor' | 'perMilli'>

/** A reduction decided by a person: a share or an amount. */
export type DiscountChoice = ({ readonly ratePpm: Rate } | { readonly amountMinor: Cents }) & {
  readonly reasonCodeId?: string | undefined
}

/** What is being rung up, kept while it is. Every change can be undone, one after another, until the sale is complete. */
export class CartDesk {
  readonly #core: TillCore
  readonly #kept: KeptCart
  #state: CartState
  #before: CartState[] = []
  #isHeld = false
  #priced: { readonly state: CartState; readonly priced: PricedCart } | undefined

  constructor(core: TillCore, kept: KeptCart) {
    this.#core = core
    this.#kept = kept
    this.#state = this.#fresh()
  }

  /** Goes on with a cart of an earlier run; one that the catalogue no longer prices is left. */
  resume(state: CartState): void {
    this.#state = state
    try {
      this.price()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      this.#state = this.#fresh()
    }
  }

  get state(): CartState {
    return this.#state
  }

  /**
   * Adds what a barcode or SKU stands for, at the price in force now.
   *
   * @throws DomainError BARCODE_UNKNOWN, CATALOGUE_INCOMPLETE, SALE_PRODUCT_NOT_SELLABLE, SALE_PRICE_MISSING
   */
  add(code: string, options: AddOptions = {}): CartItem {
    const found = this.#core.requireGoods().findByCode(code)
    if (found === undefined) throw new DomainError('BARCODE_UNKNOWN', { code })
    return this.#addFound(found, options)
  }

  /**
   * Adds a variant of the catalogue, as a quick key or a search does.
   *
   * @throws DomainError NOT_FOUND, SALE_PRODUCT_NOT_SELLABLE, SALE_PRICE_MISSING
   */
  addVariant(id: VariantId, options: AddOptions = {}): CartItem {
    const found = this.#core.requireGoods().findById(id)
    if (found === undefined) throw new DomainError('NOT_FOUND')
    return this.#addFound(found, options)
  }

  #addFound(found: FoundVariant, { quantityMilli = PIECE, isJoined, ...keyed }: AddOptions): CartItem {
    const inUnits = found.pack === null ? quantityMilli : Math.round((quantityMilli * found.pack.quantityMilli) / PIECE)
    const price = this.#priceOf(found, inUnits, keyed)
    const isPriced = price !== undefined
    void this.#core.rules.check('sale:add-line', this.#core.unit(true), { found, isPriced })
    if (price === undefined) throw new DomainError('SALE_PRICE_MISSING', { product: found.product.name })
    const same = isJoined ? this.#sameGoods(found, inUnits, price) : undefined
    if (same) return this.#grow(same, inUnits)
    const unitCode = this.#core.catalogue.unitCode(found.product.baseUnitId) ?? 'pc'
    const item = newItem(this.#core.options.ids.next(), found, unitCode, inUnits, price)
    this.#change({ ...this.#state, items: [...this.#state.items, item] })
    return item
  }

  /** Adds lines that were made elsewhere: goods of a known sale that come back. */
  addItems(items: readonly CartItem[]): void {
    this.#change({ ...this.#state, items: [...this.#state.items, ...items] })
  }

  /**
   * Changes how much of a line is sold; a list price follows its quantity tier.
   *
   * @throws DomainError NOT_FOUND, STATE_NOT_ALLOWED for a line that copies its original, VALIDATION_FAILED for zero
   */
  setQuantity(id: SaleLineId, quantityMilli: Quantity): void {
    if (!Number.isSafeInteger(quantityMilli) || quantityMilli === 0) throw new DomainError('VALIDATION_FAILED')
    const { details } = this.#changeable(id)
    const listedId = details.priceSource === 'list' ? details.variantId : null
    const found = listedId === null ? undefined : this.#core.requireGoods().findById(listedId)
    const price = found ? this.#priceOf(found, quantityMilli, {}) : undefined
    this.#change(
      withItem(this.#state, id, (item) => ({
        ...item,
        quantityMilli,
        ...(price && {
          priceMinor: price.priceMinor,
          perMilli: price.perMilli,
          details: { ...details, listPriceMinor: price.listPriceMinor },
        }),
      })),
    )
  }

  /**
   * Sets a line's discount, or takes it off with null.
   *
   * @throws DomainError SALE_NOT_DISCOUNTABLE, NOT_FOUND, STATE_NOT_ALLOWED
   */
  discountLine(id: SaleLineId, choice: DiscountChoice | null): void {
    const item = this.#changeable(id)
    if (choice !== null) void this.#core.rules.check('sale:discount', this.#core.unit(true), { items: [item] })
    this.#change(withItem(this.#state, id, (line) => ({ ...line, discount: choice && this.#discount('line', choice) })))
  }

  /** Sets the discount of the whole cart, or takes it off with null. It is spread over the lines that allow one. */
  discountCart(choice: DiscountChoice | null): void {
    this.#change({ ...this.#state, discount: choice && this.#discount('cart', choice) })
  }

  /**
   * Changes the price of a line, per the same quantity as before.
   *
   * @throws DomainError NOT_FOUND, STATE_NOT_ALLOWED, VALIDATION_FAILED for a negative price
   */
  overridePrice(id: SaleLineId, priceMinor: Cents, reasonId: string | null = null): void {
    if (!Number.isSafeInteger(priceMinor) || priceMinor < 0) throw new DomainError('VALIDATION_FAILED')
    this.#changeable(id)
    this.#change(
      withItem(this.#state, id, (item) => ({
        ...item,
        priceMinor,
        details: { ...item.details, priceSource: 'override', overrideReasonId: reasonId },
      })),
    )
  }

  /** @throws DomainError NOT_FOUND */
  remove(id: SaleLineId): void {
    if (itemOf(this.#state, id) === undefined) throw new DomainError('NOT_FOUND')
    this.#change(withoutItem(this.#state, id))
  }

  /**
   * Writes a remark on the sale, of at most 1,000 characters.
   *
   * @throws DomainError VALIDATION_FAILED for a text that could not travel up
   */
  setNote(note: string | null): void {
    if (note !== null && !isKeepable(note, NOTE_LENGTH)) throw new DomainError('VALIDATION_FAILED')
    this.#change({ ...this.#state, note })
  }

  /** Notes what another person has consented to. It belongs to the change it was asked for, so it is undone with that. */
  approved(given: readonly Approval[]): void {
    this.#refuseWhileHeld()
    this.#state = withApprovals(this.#state, given)
    this.#keep()
  }

  /** Notes that the customer has seen the total. */
  showTotal(): PricedCart {
    if (!this.#state.isTotalShown) {
      this.#state = { ...this.#state, isTotalShown: true }
      this.#keep()
    }
    return this.price()
  }

  /**
   * Whoever stands here goes on with a cart that another began.
   *
   * @throws DomainError AUTH_REQUIRED
   */
  takeOver(): void {
    const ownerId = this.#core.requireCashier().cashier.userId
    this.#refuseWhileHeld()
    this.#state = { ...this.#state, ownerId }
    this.#keep()
  }

  /** Keeps the cart as it is while `work` makes a sale of it. */
  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#refuseWhileHeld()
    this.#isHeld = true
    try {
      return await work()
    } finally {
      this.#isHeld = false
      this.#keep()
    }
  }

  get canUndo(): boolean {
    return this.#before.length > 0
  }

  /** Takes the last change back; false when there is none. */
  undo(): boolean {
    this.#refuseWhileHeld()
    const before = this.#before.pop()
    if (before === undefined) return false
    this.#state = { ...before, ownerId: this.#state.ownerId }
    this.#keep()
    return true
  }

  /** Begins a new cart. */
  clear(): void {
    this.#refuseWhileHeld()
    this.begin()
  }

  /** The same for the sale that holds the cart. */
  begin(): void {
    this.#state = this.#fresh()
    this.#before = []
    this.#priced = undefined
    this.#keep()
  }

  /**
   * The figures of the cart as it stands, with the taxes of the trading day.
   *
   * @throws DomainError CATALOGUE_INCOMPLETE when a tax group is missing
   */
  price(): PricedCart {
    if (this.#priced?.state === this.#state) return this.#priced.priced
    const catalogue = this.#core.requireCatalogue()
    const on = this.#core.shift?.record.businessOn ?? this.#now().slice(0, 10)
    const { isTaxIncluded } = catalogue.priceList
    const options = { isTaxIncluded, taxRounding: this.#core.setting('tax.rounding'), exemption: null }
    const priced = priceState(this.#state, options, (id) => catalogue.taxGroup(id, on))
    this.#priced = { state: this.#state, priced }
    return priced
  }

  #refuseWhileHeld(): void {
    if (this.#isHeld) throw new DomainError('STATE_NOT_ALLOWED', { state: 'completing' })
  }

  #change(state: CartState): void {
    this.#refuseWhileHeld()
    this.#before.push(this.#state)
    const isFirst = this.#state.items.length === 0 && !this.#state.isTotalShown
    const ownerId = this.#core.signedIn?.cashier.userId ?? null
    this.#state = isFirst ? { ...state, startedAt: this.#core.options.clock.now(), ownerId } : state
    this.#keep()
  }

  #keep(): void {
    this.#kept.keep(() => (this.#isHeld ? 'held' : this.#state.items.length === 0 ? undefined : this.#state))
  }

  #fresh(): CartState {
    const { ids, clock } = this.#core.options
    return emptyCart(ids.next(), clock.now())
  }

  #changeable(id: SaleLineId): CartItem {
    const item = itemOf(this.#state, id)
    if (item === undefined) throw new DomainError('NOT_FOUND')
    if (item.returned) throw new DomainError('STATE_NOT_ALLOWED', { state: 'original' })
    return item
  }

  /** The line that more of the same goods may join: nothing about it was decided by a person. */
  #sameGoods({ product, variant }: FoundVariant, quantityMilli: Quantity, price: ItemPrice): CartItem | undefined {
    if (product.isWeighed || price.priceSource !== 'list' || quantityMilli < 0) return undefined
    return this.#state.items.findLast(
      ({ details, discount, returned, ...item }) =>
        details.variantId === variant.id &&
        details.priceSource === 'list' &&
        item.quantityMilli > 0 &&
        discount === null &&
        returned === null,
    )
  }

  #grow({ details: { id }, quantityMilli }: CartItem, by: Quantity): CartItem {
    this.setQuantity(id, quantityMilli + by)
    const item = itemOf(this.#state, id)
    assert(item, 'a line that grew is still there')
    return item
  }

  #priceOf(found: FoundVariant, quantityMilli: Quantity, keyed: KeyedPrice): ItemPrice | undefined {
    const list = this.#core.catalogue.priceOf(found.variant.id, quantityMilli, this.#now())
    if (found.product.isOpenPrice && keyed.priceMinor !== undefined)
      return openPrice(keyed.priceMinor, keyed.perMilli, list)
    if (list === undefined || list.priceMinor === null) return undefined
    return {
      priceMinor: list.priceMinor,
      perMilli: list.perMilli,
      listPriceMinor: list.priceMinor,
      priceSource: 'list',
    }
  }

  #discount(source: 'line' | 'cart', choice: DiscountChoice): Discount {
    const origin = {
      source,
      reasonCodeId: choice.reasonCodeId ?? null,
      approvalId: null,
      userId: this.#core.requireCashier().cashier.userId,
    }
    return 'ratePpm' in choice
      ? { ...origin, ratePpm: choice.ratePpm, amountMinor: null }
      : { ...origin, ratePpm: null, amountMinor: choice.amountMinor }
  }

  /** The list price of one unit now; undefined when there is none. */
  listPrice(id: VariantId): CataloguePrice | undefined {
    return this.#core.requireGoods().priceOf(id, PIECE, this.#now())
  }

  #now(): string {
    return wallTime(this.#core.options.clock.now(), this.#core.catalogue.store.timeZone)
  }
}

/** A list price for another quantity cannot stand beside the keyed one. */
function openPrice(priceMinor: Cents, keyedPer: number | undefined, list: CataloguePrice | undefined): ItemPrice {
  const perMilli = keyedPer ?? list?.perMilli ?? PIECE
  const listPriceMinor = list?.perMilli === perMilli ? list.priceMinor : null
  return { priceMinor, perMilli, listPriceMinor: listPriceMinor ?? priceMinor, priceSource: 'open' }
}
