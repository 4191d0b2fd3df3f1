import type { Cents, Quantity, Rate } from '@pos/shared-types'
import type { Say } from '../words/use-phrases.ts'
import type { ReceiptContent, ReceiptContentLine } from './receipt-document.ts'

/** One printed line: text left, text right, or text in the middle. `---` is a rule. */
export type ReceiptRow =
  | { readonly kind: 'rule' }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly letter: string }
  | { readonly kind: 'total'; readonly left: string; readonly right: string }

export type ReceiptWriters = {
  readonly say: Say
  readonly amount: (cents: Cents) => string
  readonly money: (cents: Cents) => string
  readonly quantity: (milli: Quantity) => string
  readonly rate: (ppm: Rate) => string
  /** A way to pay by its name. */
  readonly tender: (name: string) => string
}

const RULE: ReceiptRow = { kind: 'rule' }
/** Columns of an amount, a space and the letter of its taxes; a longer amount takes what it needs. */
const AMOUNT_COLUMNS = 11
const LETTER_COLUMNS = 3
const beside = (amount: string): number => Math.max(AMOUNT_COLUMNS, amount.length + LETTER_COLUMNS)

const pair = (left: string, right = '', letter = ''): ReceiptRow => ({ kind: 'pair', left, right, letter })

/** Cuts words at the column and never a number. */
export function cut(text: string, columns: number): string {
  const letters = [...text]
  return letters.length <= columns ? text : `${letters.slice(0, columns - 1).join('')}…`
}

function lineRows(line: ReceiptContentLine, columns: number, isGift: boolean, writers: ReceiptWriters): ReceiptRow[] {
  const { say, amount, quantity, rate } = writers
  const gross = isGift ? '' : amount(line.grossMinor)
  const isWhole = line.perMilli === 1000
  const per = isWhole ? '' : `${quantity(line.perMilli)} `
  const isOnePiece = line.quantityMilli === 1000 && isWhole
  const unit = line.quantityMilli % 1000 === 0 && isWhole ? '' : ` ${line.unitCode}`
  const unitPrice = isGift ? '' : ` x ${amount(line.priceMinor)}${unit === '' ? '' : `/${per}${line.unitCode}`}`
  const rows = isOnePiece
    ? [pair(cut(line.name, columns - beside(gross)), gross, line.taxLetter)]
    : [
        pair(cut(line.name, columns)),
        pair(`  ${quantity(line.quantityMilli)}${unit}${unitPrice}`, gross, line.taxLetter),
      ]
  if (isGift) return rows
  const discounts = line.discounts.map(({ reason, ratePpm, amountMinor }) => {
    const name = reason ?? say('receipt.discount')
    const share = ratePpm === null ? '' : ` -${rate(ratePpm)}`
    const off = amount(-amountMinor)
    return pair(`  ${cut(name, columns - beside(off) - 2 - share.length)}${share}`, off)
  })
  return [...rows, ...discounts]
}

function taxRows(document: ReceiptContent, columns: number, { say, amount, rate }: ReceiptWriters): ReceiptRow[] {
  return document.taxes.flatMap(({ letter, name, ratePpm, baseMinor, taxMinor }) => {
    const base = say('receipt.on', { base: amount(baseMinor) })
    // The name of many a tax says its rate already.
    const share = ratePpm === null || name?.includes('%') ? '' : ` ${rate(ratePpm)}`
    const tax = amount(taxMinor)
    const room = columns - beside(tax)
    const title = `${letter}  ${cut(name ?? say('receipt.noTax'), columns - 3 - share.length)}${share}`
    if (title.length + base.length + 1 > room) return [pair(title), pair(`   ${base}`, tax)]
    return [pair(`${title.padEnd(room - base.length - 1)} ${base}`, tax)]
  })
}

function paymentRows({ payments, changeMinor, discountMinor }: ReceiptContent, writers: ReceiptWriters): ReceiptRow[] {
  const { say, amount, tender } = writers
  const rows = payments.map(({ name, tenderedMinor, cardLast4 }) =>
    pair(cardLast4 === null ? tender(name) : `${tender(name)} **** ${cardLast4}`, amount(tenderedMinor)),
  )
  if (changeMinor !== 0) rows.push(pair(say('receipt.change'), amount(-changeMinor)))
  return discountMinor > 0 ? [...rows, RULE, pair(say('receipt.saved'), amount(discountMinor))] : rows
}

/** The goods, the sums and the payments of a receipt, `columns` wide. A gift receipt has no amounts. */
export function receiptRows(
  document: ReceiptContent,
  columns: number,
  isGift: boolean,
  writers: ReceiptWriters,
): ReceiptRow[] {
  const { say, amount, money } = writers
  const goods = document.lines.flatMap((line) => lineRows(line, columns, isGift, writers))
  if (isGift) return goods
  const { cashRoundingMinor, isTaxIncluded, payableMinor, subtotalMinor } = document
  const rounding = cashRoundingMinor === 0 ? [] : [pair(say('receipt.rounding'), amount(cashRoundingMinor))]
  return [
    ...goods,
    RULE,
    pair(say('receipt.subtotal'), amount(subtotalMinor)),
    ...(isTaxIncluded && document.taxes.length > 0 ? [pair(say('receipt.included'))] : []),
    ...taxRows(document, columns, writers),
    ...rounding,
    { kind: 'total', left: say('receipt.total'), right: money(payableMinor) },
    ...paymentRows(document, writers),
  ]
}
