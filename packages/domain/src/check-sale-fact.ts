import type { ErrorCode, SaleFact, SaleLineRecord } from '@pos/shared-types'
import { isSealed, type Sha256 } from './receipt-chain.ts'
import type { RefusalParams } from './refusal.ts'

/** Something a receiver found on a fact. The fact stands; a person settles the finding. */
export type Finding = { readonly code: ErrorCode; readonly params: RefusalParams }

const FIGURES = ['grossMinor', 'discountMinor', 'taxAddedMinor', 'taxMinor', 'totalMinor'] as const

/**
 * Checks that a fact agrees with itself: lines, taxes, discounts and payments sum to what the sale says, signs follow
 * the quantity, no discount exceeds its line, and the hash is that of the stored values. Never throws.
 */
export function checkSaleFact(fact: SaleFact, sha256: Sha256): Finding[] {
  const findings = [...sumFindings(fact), ...childFindings(fact), ...paymentFindings(fact)]
  for (const line of fact.lines) {
    if (!signsFollowQuantity(line)) findings.push(differs(fact, `signs of line ${line.lineNo}`, 0, line.quantityMilli))
    if (Math.abs(line.discountMinor) > Math.abs(line.grossMinor)) {
      findings.push(differs(fact, `discount of line ${line.lineNo}`, line.grossMinor, line.discountMinor))
    }
  }
  if (!isSealed(fact, sha256))
    findings.push({ code: 'SALE_CHAIN_BROKEN', params: { documentNo: fact.sale.documentNo } })
  return findings
}

/** Amounts of goods that go are not negative, of goods that come back not positive. */
export function signsFollowQuantity(line: Pick<SaleLineRecord, 'quantityMilli' | (typeof FIGURES)[number]>): boolean {
  const sign = Math.sign(line.quantityMilli)
  if (sign === 0) return false
  return FIGURES.every((figure) => line[figure] * sign >= 0)
}

function differs(fact: SaleFact, figure: string, expected: number, found: number): Finding {
  return { code: 'SALE_TOTALS_DIFFER', params: { documentNo: fact.sale.documentNo, figure, expected, found } }
}

function sumFindings(fact: SaleFact): Finding[] {
  const { sale, lines } = fact
  const findings: Finding[] = []
  const equal = (figure: string, expected: number, found: number): void => {
    if (expected !== found) findings.push(differs(fact, figure, expected, found))
  }
  for (const figure of FIGURES)
    equal(
      `sum of ${figure}`,
      sumOf(lines, (line) => line[figure]),
      sale[figure],
    )
  equal('totalMinor', sale.grossMinor - sale.discountMinor + sale.taxAddedMinor, sale.totalMinor)
  equal('netMinor', sale.totalMinor - sale.taxMinor, sale.netMinor)
  equal('payableMinor', sale.totalMinor + sale.cashRoundingMinor, sale.payableMinor)
  for (const line of lines) {
    equal(`total of line ${line.lineNo}`, line.grossMinor - line.discountMinor + line.taxAddedMinor, line.totalMinor)
  }
  return findings
}

/** Taxes and discounts sum to their line's, and none stands without a line. */
function childFindings(fact: SaleFact): Finding[] {
  const findings: Finding[] = []
  const taxes = Map.groupBy(fact.taxes, (tax) => tax.saleLineId)
  const discounts = Map.groupBy(fact.discounts, (discount) => discount.saleLineId)
  for (const line of fact.lines) {
    const tax = sumOf(taxes.get(line.id) ?? [], (each) => each.taxMinor)
    const discount = sumOf(discounts.get(line.id) ?? [], (each) => each.amountMinor)
    if (tax !== line.taxMinor) findings.push(differs(fact, `taxes of line ${line.lineNo}`, tax, line.taxMinor))
    if (discount !== line.discountMinor) {
      findings.push(differs(fact, `discounts of line ${line.lineNo}`, discount, line.discountMinor))
    }
    taxes.delete(line.id)
    discounts.delete(line.id)
    if (line.saleId !== fact.sale.id) findings.push(differs(fact, `sale of line ${line.lineNo}`, 1, 0))
  }
  const strays = taxes.size + discounts.size
  if (strays > 0) findings.push(differs(fact, 'rows without a line', 0, strays))
  return findings
}

function paymentFindings(fact: SaleFact): Finding[] {
  const findings: Finding[] = []
  const paid = sumOf(fact.payments, (payment) => payment.amountMinor)
  if (paid !== fact.sale.payableMinor) findings.push(differs(fact, 'sum of payments', fact.sale.payableMinor, paid))
  for (const payment of fact.payments) {
    const amount = payment.tenderedMinor - payment.changeMinor
    if (amount !== payment.amountMinor)
      findings.push(differs(fact, `payment ${payment.lineNo}`, amount, payment.amountMinor))
    if (payment.saleId !== fact.sale.id) findings.push(differs(fact, `sale of payment ${payment.lineNo}`, 1, 0))
  }
  return findings
}

function sumOf<Row>(rows: readonly Row[], amount: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + amount(row), 0)
}
