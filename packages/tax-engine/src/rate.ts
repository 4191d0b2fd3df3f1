import type { Cents, Quantity, Rate, TaxGroupId } from '@pos/shared-types'

type Named = {
  readonly id: string
  /** What an exemption names: all rates of one tax share it, whenever they start. */
  readonly code: string
  readonly name: string
}

/** A share of the base, not negative. A compound rate applies to the net amount plus the taxes before it in its group. */
export type PercentRate = Named & {
  readonly kind: 'percent'
  readonly ratePpm: Rate
  readonly isCompound: boolean
  readonly amountMinor: null
  readonly perMilli: null
}

/** A fixed amount per quantity, such as an excise or a container deposit: 10 minor units per 1000 thousandths. */
export type PerUnitRate = Named & {
  readonly kind: 'per_unit'
  readonly ratePpm: null
  readonly isCompound: boolean
  readonly amountMinor: Cents
  readonly perMilli: number
}

export type TaxRate = PercentRate | PerUnitRate

/** The rates of one tax group in one zone, in order of position: the order of calculation and of the receipt. */
export type TaxGroup = { readonly id: TaxGroupId; readonly rates: readonly TaxRate[] }

/** Which taxes a customer does not pay: all, or those with one of these codes. */
export type Exemption = 'all' | ReadonlySet<string>

export function isExempt(rate: TaxRate, exemption: Exemption | null): boolean {
  return exemption !== null && (exemption === 'all' || exemption.has(rate.code))
}

/** What is taxed: the amount after discount (signed, including the taxes when the price does) and the signed quantity. */
export type TaxedLine = {
  readonly group: TaxGroup
  readonly baseMinor: Cents
  readonly quantityMilli: Quantity
  readonly isTaxIncluded: boolean
}

/** One tax on one line. `baseMinor` is what the rate was applied to; for an amount per unit, the net amount. */
export type RateTax = { readonly rate: TaxRate; readonly baseMinor: Cents; readonly taxMinor: Cents }

/**
 * The taxes of one line. `net + tax = base + taxAdded` always. `taxAddedMinor` is what the customer pays on top of the
 * base: the taxes when the price is without them, nothing when it includes them, and below zero (for goods sold) when
 * an exemption takes taxes out of a price that includes them.
 */
export type LineTaxes = {
  readonly netMinor: Cents
  readonly taxMinor: Cents
  readonly taxAddedMinor: Cents
  readonly taxes: readonly RateTax[]
}
