import type { Cents, Quantity } from '@pos/shared-types'

export type CartLine = {
  readonly id: string
  readonly name: string
  readonly quantityMilli: Quantity
  readonly unitCode?: string | undefined
  readonly isWeighed?: boolean | undefined
  /** Per piece or unit; null when it has none yet. */
  readonly priceMinor: Cents | null
  /** Before discounts. */
  readonly grossMinor: Cents
  /** After discounts. */
  readonly totalMinor: Cents
  readonly detail?: string | undefined
  /** What a discount is called, such as "Coffee week −15%". */
  readonly discount?: string | undefined
  readonly isReturn?: boolean | undefined
  /** What must be settled before the sale can be paid. */
  readonly warning?: string | undefined
  readonly isRemoved?: boolean | undefined
}
