import type { SaleFact } from '@pos/shared-types'
import type { Row, Rows } from './rows.ts'

/** Where a level is not the sum of its movements, or a sale did not move its goods exactly once. */
export async function stockFaults(
  store: Rows,
  hq: Rows,
  storeId: string,
  sales: ReadonlyMap<string, SaleFact>,
): Promise<string[]> {
  const movements = `select id, variant_id, quantity_milli, source_id, source_line_id, seq, level_after_milli
    from stock_movements where store_id = '${storeId}' order by seq`
  const [below, above] = [await store.all(movements), await hq.all(movements)]
  const level = (more: string) =>
    `select variant_id, on_hand_milli${more} from stock_levels where store_id = '${storeId}'`
  const fold = folded(below)
  return [
    ...(JSON.stringify(below) === JSON.stringify(above) ? [] : ['head office has other movements than the store']),
    ...levelFaults(fold, await store.all(level('')), 'on_hand_milli', 'at the store'),
    ...levelFaults(fold, await hq.all(level('')), 'on_hand_milli', 'at head office'),
    ...levelFaults(fold, await hq.all(level(', folded_milli')), 'folded_milli', 'as the sum at head office'),
    ...saleMovementFaults(below, sales),
  ]
}

function folded(movements: readonly Row[]): Map<string, number> {
  const fold = new Map<string, number>()
  for (const { variant_id: variant, quantity_milli: quantity } of movements) {
    fold.set(String(variant), (fold.get(String(variant)) ?? 0) + Number(quantity))
  }
  return fold
}

function levelFaults(fold: Map<string, number>, levels: readonly Row[], column: string, where: string): string[] {
  const faults = fold.size === levels.length ? [] : [`${levels.length} levels ${where} for ${fold.size} variants`]
  for (const row of levels) {
    const should = fold.get(String(row['variant_id']))
    if (row[column] !== should)
      faults.push(`level ${where} of ${String(row['variant_id'])} is ${String(row[column])}, moved ${should}`)
  }
  return faults
}

function saleMovementFaults(movements: readonly Row[], sales: ReadonlyMap<string, SaleFact>): string[] {
  const faults: string[] = []
  const bySale = Map.groupBy(movements, (movement) => String(movement['source_id']))
  for (const { sale, lines } of sales.values()) {
    const should = lines.filter((line) => line.kind === 'goods').map((line) => [line.id, -line.quantityMilli])
    const moved = (bySale.get(sale.id) ?? []).map((row) => [row['source_line_id'], row['quantity_milli']])
    if (JSON.stringify(moved.toSorted()) !== JSON.stringify(should.toSorted()))
      faults.push(`${sale.documentNo} moved its goods ${moved.length} times for ${should.length} lines`)
  }
  return faults
}
