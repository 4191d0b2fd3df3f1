import { genesisOf, verifyChain } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { SaleFact } from '@pos/shared-types'

type Sales = ReadonlyMap<string, SaleFact>

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

/** What does not add up inside a sale. */
export function saleFaults(sales: Sales): string[] {
  const faults: string[] = []
  for (const { sale, lines, payments } of sales.values()) {
    const check = (is: number, should: number, what: string) => {
      if (is !== should) faults.push(`${sale.documentNo}: ${what} ${is} instead of ${should}`)
    }
    check(sum(payments.map((payment) => payment.amountMinor)), sale.payableMinor, 'payments')
    check(sale.totalMinor + sale.cashRoundingMinor, sale.payableMinor, 'payable')
    check(sum(lines.map((line) => line.totalMinor)), sale.totalMinor, 'lines')
    check(sum(lines.map((line) => line.taxMinor)), sale.taxMinor, 'tax of lines')
  }
  return faults
}

/** Where numbers are missing, given twice, or not chained to the one before. */
export function seriesFaults(sales: Sales): string[] {
  const faults: string[] = []
  for (const [seriesId, facts] of Map.groupBy(sales.values(), ({ sale }) => sale.seriesId)) {
    const ordered = facts.toSorted((a, b) => a.sale.number - b.sale.number)
    const registerId = ordered[0]?.sale.registerId ?? ''
    const start = { hash: genesisOf({ registerId, id: seriesId }, sha256), number: 0 }
    const fault = verifyChain(ordered, start, sha256)
    if (fault) faults.push(`the chain breaks at ${fault.documentNo}: ${fault.reason}`)
  }
  return faults
}
