import type { SyncLog } from '@pos/sync-engine'
import type { CartState } from '../cart/cart-state.ts'
import { SELF } from '../journal/journal-stores.ts'
import type { TillStorage } from '../journal/journal.ts'

/** What stands in the open cart now; undefined for nothing, `held` while a sale is being made of it. */
export type OpenCart = CartState | undefined | 'held'

/**
 * Keeps the open cart in the till's storage, so that a page that is loaded anew goes on with it. Changes that come while
 * one is being written are written together. It promises less than the journal: a cart that could not be kept is only
 * told to the log, because the sale itself is not a fact yet.
 */
export class KeptCart {
  readonly #storage: TillStorage
  readonly #log: SyncLog
  #isStored: boolean
  #isDue = false
  #turn: Promise<void> = Promise.resolve()

  private constructor(storage: TillStorage, log: SyncLog, isStored: boolean) {
    this.#storage = storage
    this.#log = log
    this.#isStored = isStored
  }

  /** Reads the cart that the last run left open. One that became a sale before it was taken away is not open. */
  static async open(storage: TillStorage, log: SyncLog): Promise<{ kept: KeptCart; cart: CartState | undefined }> {
    const cart = await storage.get('cart', SELF)
    const sale = cart && (await storage.get('sale', cart.id))
    return {
      kept: new KeptCart(storage, log, cart !== undefined),
      cart: cart && !sale ? { approvals: [], ownerId: null, ...cart } : undefined,
    }
  }

  /** Writes what `read` gives when its turn comes. */
  keep(read: () => OpenCart): void {
    if (this.#isDue) return
    this.#isDue = true
    this.#turn = this.#turn.then(async () => {
      this.#isDue = false
      const cart = read()
      if (cart === 'held' || (cart === undefined && !this.#isStored)) return
      try {
        await this.#storage.commit([{ store: 'cart', key: SELF, value: cart }])
        this.#isStored = cart !== undefined
      } catch (error) {
        this.#log.warn({ error }, 'the open cart could not be kept')
      }
    })
  }

  /** Resolves when everything that was due is written. */
  settled(): Promise<void> {
    return this.#turn
  }
}
