import type { Till } from '@pos/pos-logic'
import type { SaleContent, SaleFact } from '@pos/shared-types'
import { PLENTY } from './random-cart.ts'

/** Rings a sale up at a till and takes cash. */
export async function ring(till: Till, cashId: string, lines: SaleContent['lines']): Promise<SaleFact> {
  for (const { code = '', quantityMilli, discount } of lines) {
    const item = till.cart.add(code, { quantityMilli })
    const { ratePpm, reasonCodeId } = discount ?? {}
    if (ratePpm !== undefined) till.cart.discountLine(item.details.id, { ratePpm, reasonCodeId })
  }
  const { fact } = await till.sales.complete([{ tenderTypeId: cashId, tenderedMinor: PLENTY }])
  return fact
}
