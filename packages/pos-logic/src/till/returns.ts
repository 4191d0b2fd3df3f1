import { DomainError } from '@pos/core'
import { returnLines } from '@pos/domain'
import type { Cents, Quantity, SaleFact, SaleId, SaleLineId } from '@pos/shared-types'
import { returnItem } from '../cart/new-item.ts'
import { refusing } from '../refusing.ts'
import type { CartDesk } from './cart-desk.ts'
import { isAway } from './store-api.ts'
import type { TillCore } from './till-core.ts'

export type ReturnChoice = {
  readonly lineId: SaleLineId
  /** How much comes back, as a positive quantity. */
  readonly quantityMilli: Quantity
  readonly reasonId?: string | undefined
}

/** A sale that was found, and what has come back of it by line, as positive quantities. */
export type Original = {
  readonly fact: SaleFact
  readonly returned: ReadonlyMap<SaleLineId, Quantity>
  /** The store knows of every return so far; else only those of this till are known. */
  readonly isConfirmed: boolean
}

/** Takes goods of a known sale back, at the price that was paid. */
export class Returns {
  readonly #core: TillCore
  readonly #cart: CartDesk

  constructor(core: TillCore, cart: CartDesk) {
    this.#core = core
    this.#cart = cart
  }

  /**
   * Finds a sale by the number on its receipt: in this till's journal, else at the store.
   *
   * @throws DomainError NOT_FOUND, or STORE_UNREACHABLE for a sale of another till while the store is away
   */
  async find(documentNo: string): Promise<Original> {
    const id = await this.#core.journal.storage.get('receipt', documentNo)
    const own = id && (await this.#core.journal.findSale(id))
    return this.#withReturned(own ?? (await this.#ask(documentNo)))
  }

  /** The same by the sale's id; only sales of this till. */
  async findOwn(saleId: SaleId): Promise<Original | undefined> {
    const fact = await this.#core.journal.findSale(saleId)
    return fact && this.#withReturned(fact)
  }

  /**
   * Puts lines of an original into the cart as goods that come back. Parts of a line add up to what was paid for it.
   *
   * @throws DomainError NOT_FOUND, RETURN_NOT_ALLOWED, RETURN_EXCEEDS_SOLD, CATALOGUE_INCOMPLETE
   */
  add({ fact, returned, isConfirmed }: Original, choices: readonly ReturnChoice[]): void {
    const { options } = this.#core
    const catalogue = this.#core.requireGoods()
    const lines = refusing(() => returnLines(fact, this.#withCart(returned), choices))
    const items = lines.map((line, i) => {
      const reason = catalogue.reason(choices[i]?.reasonId ?? '')
      const found = line.original.variantId === null ? undefined : catalogue.findById(line.original.variantId)
      return returnItem(
        options.ids.next(),
        line,
        { reasonId: reason?.id ?? null, restock: reason?.restock ?? 'resell' },
        { soldOn: fact.sale.businessOn, isReturnable: found?.product.isReturnable ?? true, isConfirmed },
      )
    })
    this.#cart.addItems(items)
  }

  /**
   * What would be given back for lines of an original, below zero. Nothing is put into the cart.
   *
   * @throws DomainError as `add`
   */
  preview({ fact, returned }: Original, choices: readonly ReturnChoice[]): Cents {
    const lines = refusing(() => returnLines(fact, this.#withCart(returned), choices))
    return lines.reduce((sum, { copy }) => sum + copy.totalMinor, 0)
  }

  /** What comes back in the cart at hand counts too: the same line may be in it twice. */
  #withCart(returned: ReadonlyMap<SaleLineId, Quantity>): Map<SaleLineId, Quantity> {
    const all = new Map(returned)
    for (const { returned: item, quantityMilli } of this.#cart.state.items) {
      if (item) all.set(item.line.originalLineId, (all.get(item.line.originalLineId) ?? 0) - quantityMilli)
    }
    return all
  }

  async #ask(documentNo: string): Promise<SaleFact> {
    const { token } = this.#core.requireCashier()
    if (token === null) throw new DomainError('STORE_UNREACHABLE')
    const { sale, lines, taxes, discounts, payments } = await this.#core.options.api.findReceipt(documentNo, token)
    return { sale, lines, taxes, discounts, payments }
  }

  async #withReturned(fact: SaleFact): Promise<Original> {
    const returned = new Map<SaleLineId, Quantity>()
    for (const { id } of fact.lines) returned.set(id, this.#core.returned.get(id)?.quantityMilli ?? 0)
    const told = await this.#askReturnable(fact.sale.id)
    for (const { saleLineId, returnedMilli } of told ?? []) {
      returned.set(saleLineId, Math.max(returnedMilli, returned.get(saleLineId) ?? 0))
    }
    return { fact, returned, isConfirmed: told !== undefined }
  }

  /** Undefined when the store is away, or does not know the sale yet. */
  async #askReturnable(saleId: SaleId) {
    const token = this.#core.signedIn?.token
    if (!token) return undefined
    try {
      return (await this.#core.options.api.returnable(saleId, token)).items
    } catch (error) {
      const isSilent =
        error instanceof DomainError && (isAway(error.code) || error.code === 'NOT_FOUND' || error.status === 401)
      if (isSilent) return undefined
      throw error
    }
  }
}
