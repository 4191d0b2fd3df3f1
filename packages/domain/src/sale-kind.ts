import type { SaleLineRecord, SaleRecord } from '@pos/shared-types'

/** Money that goes with goods; it makes neither a sale of a return nor a return of a sale. */
const ACCOMPANYING = new Set<SaleLineRecord['kind']>([
  'charge',
  'tip',
  'donation',
  'container_deposit',
  'modifier',
  'component',
])

/** What a document is by its lines: goods that go make a sale, goods that come back a return, both an exchange. */
export function saleKind(
  lines: readonly Pick<SaleLineRecord, 'kind' | 'quantityMilli'>[],
): Exclude<SaleRecord['kind'], 'void'> {
  const main = lines.filter((line) => !ACCOMPANYING.has(line.kind))
  const deciding = main.length > 0 ? main : lines
  const isBack = deciding.some((line) => line.quantityMilli < 0)
  const isOut = deciding.some((line) => line.quantityMilli > 0)
  if (isBack && isOut) return 'exchange'
  return isBack ? 'return' : 'sale'
}
