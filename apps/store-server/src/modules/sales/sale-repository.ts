import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { SaleFact } from '@pos/shared-types'

/** Writes a sale with everything on it. */
export function insertSale({ tx, tenantId }: Unit<StoreTx>, fact: SaleFact): void {
  tx.insert('sales', [fact.sale], { tenantId })
  tx.insert('saleLines', fact.lines, { tenantId })
  if (fact.taxes.length > 0) tx.insert('saleLineTaxes', fact.taxes, { tenantId })
  if (fact.discounts.length > 0) tx.insert('saleLineDiscounts', fact.discounts, { tenantId })
  if (fact.payments.length > 0) tx.insert('payments', fact.payments, { tenantId })
}
