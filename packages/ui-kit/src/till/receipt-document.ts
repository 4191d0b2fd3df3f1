import type { Cents, Instant, Quantity, Rate } from '@pos/shared-types'

/** What a receipt says, as data; the same a printer gets. */
export type ReceiptContent = {
  readonly kind: 'sale' | 'return' | 'exchange' | 'void'
  readonly documentNo: string
  readonly completedAt: Instant
  readonly timeZone: string
  readonly currency: string
  readonly region: string
  readonly shop: {
    readonly name: string
    readonly legalName: string | null
    readonly taxNumber: string | null
    readonly addressLines: readonly string[]
    readonly phone: string | null
  }
  readonly registerCode: string
  readonly registerName: string | null
  readonly cashierName: string | null
  readonly lines: readonly ReceiptContentLine[]
  readonly subtotalMinor: Cents
  readonly discountMinor: Cents
  readonly isTaxIncluded: boolean
  readonly taxes: readonly {
    readonly letter: string
    readonly name: string | null
    readonly ratePpm: Rate | null
    readonly baseMinor: Cents
    readonly taxMinor: Cents
  }[]
  readonly cashRoundingMinor: Cents
  readonly payableMinor: Cents
  readonly payments: readonly {
    readonly name: string
    readonly tenderedMinor: Cents
    readonly cardLast4: string | null
  }[]
  readonly changeMinor: Cents
  readonly note: string | null
  readonly checkCode: string
  readonly previousCheckCode: string
}

export type ReceiptContentLine = {
  readonly name: string
  readonly quantityMilli: Quantity
  readonly unitCode: string
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly grossMinor: Cents
  readonly discounts: readonly {
    readonly reason: string | null
    readonly ratePpm: Rate | null
    readonly amountMinor: Cents
  }[]
  readonly taxLetter: string
}
