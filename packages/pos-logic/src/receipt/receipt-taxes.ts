import type { Cents, Rate, SaleFact, SaleLineId, SaleLineTaxRecord } from '@pos/shared-types'

/** One tax of a receipt with what it was taken on. Goods without tax have a line too, with no rate and no tax. */
export type ReceiptTax = {
  readonly letter: string
  /** Null for goods without tax. */
  readonly name: string | null
  readonly ratePpm: Rate | null
  readonly baseMinor: Cents
  readonly taxMinor: Cents
}

/** Goods without tax. */
const EXEMPT = 'E'
/** `E` is taken, and `I`, `O`, `Q` are easily misread. */
const LETTERS = 'TABCDFGHJKLMNPRSUVWXYZ'

/** Gives each combination of taxes a letter, the same in every language, and sums up base and tax under it. */
export function taxLetters({ lines, taxes }: SaleFact): {
  readonly letterOf: (lineId: SaleLineId) => string
  readonly taxes: readonly ReceiptTax[]
} {
  const byLine = Map.groupBy(taxes, (tax) => tax.saleLineId)
  const letters = new Map<string, string>()
  const lineLetters = new Map<SaleLineId, string>()
  const sums = new Map<string, ReceiptTax>()
  const add = (key: string, tax: ReceiptTax) => {
    const before = sums.get(key)
    const baseMinor = tax.baseMinor + (before?.baseMinor ?? 0)
    sums.set(key, { ...tax, baseMinor, taxMinor: tax.taxMinor + (before?.taxMinor ?? 0) })
  }
  for (const { id, totalMinor } of lines) {
    const own = (byLine.get(id) ?? []).toSorted((a, b) => a.position - b.position)
    const letter = own.length === 0 ? EXEMPT : letterFor(letters, own.map((tax) => tax.taxRateId).join())
    lineLetters.set(id, letter)
    if (own.length === 0) add(EXEMPT, { letter, name: null, ratePpm: null, baseMinor: totalMinor, taxMinor: 0 })
    for (const tax of own) add(`${letter} ${tax.taxRateId}`, toReceiptTax(letter, tax))
  }
  return { letterOf: (lineId) => lineLetters.get(lineId) ?? EXEMPT, taxes: [...sums.values()] }
}

function letterFor(letters: Map<string, string>, combination: string): string {
  const letter = letters.get(combination) ?? LETTERS[letters.size] ?? '*'
  letters.set(combination, letter)
  return letter
}

function toReceiptTax(letter: string, { name, ratePpm, baseMinor, taxMinor }: SaleLineTaxRecord): ReceiptTax {
  return { letter, name, ratePpm, baseMinor, taxMinor }
}
