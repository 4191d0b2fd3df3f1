import type { Context } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { SaleFact } from '@pos/shared-types'

/** Writes a sale with everything on it. */
export async function insertSale(
  unit: Pick<Context, 'tenantId'> & { readonly tx: SqlTx },
  fact: SaleFact,
): Promise<void> {
  const { tx, tenantId } = unit
  await tx.insert('sales', [fact.sale], { tenantId })
  await tx.insert('saleLines', fact.lines, { tenantId })
  if (fact.taxes.length > 0) await tx.insert('saleLineTaxes', fact.taxes, { tenantId })
  if (fact.discounts.length > 0) await tx.insert('saleLineDiscounts', fact.discounts, { tenantId })
  if (fact.payments.length > 0) await tx.insert('payments', fact.payments, { tenantId })
}
