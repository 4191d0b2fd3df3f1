import { parseDecimal, roundTo, timesDecimal, trimmed, ZERO, type Decimal } from './decimal.ts'
import { skuOf } from './charge-codes.ts'
import type { FileLine } from './read-lines.ts'

/** A line as it is rung up. The file's hundredths are minor units of the store's currency. */
export type RingLine = {
  readonly sku: string
  readonly quantityMilli: number
  readonly priceMinor: number
  /** The price is for so many thousandths: a price of 0.001 is 1 minor unit per 10,000. */
  readonly perMilli: number
  /** Price times quantity, rounded half away from zero. */
  readonly amountMinor: number
  /** The same, exactly. */
  readonly value: Decimal
}

export const REFUSALS = {
  not_a_sale: 'an adjustment of bad debt or a negative price: not a sale',
  stock_correction: 'a negative quantity without a price outside a cancellation: a stock correction',
  no_price: 'no price: given away, or a remark about stock',
  no_quantity: 'no quantity',
  unreadable: 'a code, quantity or price that cannot be read',
} as const

export type RefusalReason = keyof typeof REFUSALS

export type Judged = { readonly ring: RingLine } | { readonly refused: RefusalReason; readonly value: Decimal }

const HUNDREDTHS = 2
const THOUSANDTHS = 3
const PIECE_MILLI = 1000

/** Says how a line of the file is rung up, or why it is not. Nothing is corrected in silence. */
export function judgeLine(line: FileLine): Judged {
  const quantity = parseDecimal(line.quantity)
  const price = parseDecimal(line.unitPrice)
  if (!quantity || !price || line.stockCode === '') return { refused: 'unreadable', value: ZERO }
  const value = timesDecimal(quantity, price)
  const refused = refusalOf(line, quantity.digits, price.digits)
  if (refused) return { refused, value }
  const quantityMilli = wholeAt(quantity, THOUSANDTHS)
  const amountMinor = toNumber(roundTo(value, HUNDREDTHS))
  const { digits, scale } = trimmed(price, HUNDREDTHS)
  const priceMinor = toNumber(digits)
  if (quantityMilli === undefined || amountMinor === undefined || priceMinor === undefined)
    return { refused: 'unreadable', value }
  const perMilli = PIECE_MILLI * 10 ** (scale - HUNDREDTHS)
  return { ring: { sku: skuOf(line.stockCode), quantityMilli, priceMinor, perMilli, amountMinor, value } }
}

export function isCancellation(invoiceNo: string): boolean {
  return invoiceNo.startsWith('C')
}

function refusalOf({ invoiceNo }: FileLine, quantity: bigint, price: bigint): RefusalReason | undefined {
  if (price < 0n || invoiceNo.startsWith('A')) return 'not_a_sale'
  if (price === 0n) return quantity < 0n && !isCancellation(invoiceNo) ? 'stock_correction' : 'no_price'
  return quantity === 0n ? 'no_quantity' : undefined
}

function wholeAt(value: Decimal, scale: number): number | undefined {
  const short = trimmed(value, 0)
  return short.scale > scale ? undefined : toNumber(roundTo(short, scale))
}

function toNumber(value: bigint): number | undefined {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}
