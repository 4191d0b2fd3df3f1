import type { StockMovementRecord } from '@pos/shared-types'

/** The stock movements of one sale: the rule that posts them adds, the rule that sends the sale up reads. */
export class PostedMovements {
  readonly #posted: StockMovementRecord[] = []

  add(movement: StockMovementRecord): void {
    this.#posted.push(movement)
  }

  all(): readonly StockMovementRecord[] {
    return this.#posted
  }
}
