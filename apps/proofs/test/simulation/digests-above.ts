import {
  DIGESTED_TABLES,
  digestedColumns,
  isEntity,
  rowText,
  saleDigest,
  sha256,
  stockDigest,
  tableName,
  tablesOf,
  type LevelLine,
} from '@pos/server-kit'
import type {
  Digest,
  DigestSheet,
  OpeningStockFact,
  SaleFact,
  StockMovementRecord,
  StoredValue,
} from '@pos/shared-types'
import { DigestSum, unwrapFact } from '@pos/sync-engine'
import type { KeptFact } from './hq-inbox.ts'
import type { FeedRow } from './memory-hq.ts'
import type { Plant } from './plants.ts'

/** What head office holds of one store. */
export type Held = {
  readonly epoch: string
  readonly version: number
  readonly rows: readonly FeedRow[]
  readonly facts: readonly KeptFact[]
}

/** Head office's digests of what a store asks about, made from its own rows, as the real one makes them. */
export function digestsAbove(asked: DigestSheet, held: Held, plant: Plant | undefined): readonly Digest[] {
  if (plant === 'adopt the digest of the peer') return asked.digests
  const isSame = asked.epoch === held.epoch && asked.version === held.version
  const catalogue = isSame ? catalogueDigests(held.rows) : []
  const sales = held.facts.filter(({ type }) => type === 'sale.completed').map(saleIn)
  const byDay = Map.groupBy(sales, ({ businessOn }) => businessOn)
  const days = asked.digests.flatMap(({ kind, grain }) => (kind === 'sales' ? [grain] : []))
  return [
    ...catalogue,
    ...days.map((day) => saleDigest(day, byDay.get(day) ?? [])),
    stockDigest(levelsOf(held.facts, plant)),
  ]
}

function catalogueDigests(feed: readonly FeedRow[]): Digest[] {
  const sums = new Map(DIGESTED_TABLES.map((table) => [tableName(table), new DigestSum(sha256)]))
  for (const { entity, version, data } of feed) {
    if (data === null || !isEntity(entity)) continue
    const { root, children } = tablesOf(entity)
    const add = (table: typeof root, row: Readonly<Record<string, StoredValue>>) =>
      sums.get(tableName(table))?.add(textOfRow(table, { ...row, version }))
    add(root, data.row)
    for (const { table } of children) for (const row of data.children[tableName(table)] ?? []) add(table, row)
  }
  return [...sums].map(([grain, sum]) => ({ kind: 'catalogue', grain, sumMinor: null, ...sum.result() }))
}

function textOfRow(table: (typeof DIGESTED_TABLES)[number], row: Readonly<Record<string, StoredValue>>): string {
  return rowText(digestedColumns(table).map((column) => row[column] ?? null))
}

function saleIn({ eventId, payload }: KeptFact) {
  const { sale } = JSON.parse(unwrapFact(payload).fact) as SaleFact
  return { eventId, hash: sale.hash, totalMinor: sale.totalMinor, businessOn: sale.businessOn, redeemed: null }
}

type Made = { readonly movements: readonly StockMovementRecord[] }

function movementsIn({ type, payload }: KeptFact): readonly StockMovementRecord[] {
  if (type === 'sale.completed') return (unwrapFact(payload).made as Made).movements
  return type === 'stock_adjustment.posted' ? (JSON.parse(payload) as OpeningStockFact).movements : []
}

/** The sum of all movements; the plant believes whatever word of the store came last. */
function levelsOf(facts: readonly KeptFact[], plant: Plant | undefined): LevelLine[] {
  const levels = new Map<string, LevelLine>()
  for (const { locationId, variantId, quantityMilli, levelAfterMilli } of facts.flatMap(movementsIn)) {
    const key = `${locationId} ${variantId}`
    const before = levels.get(key)?.quantityMilli ?? 0
    const after = plant === 'the last word of stock wins' ? levelAfterMilli : before + quantityMilli
    levels.set(key, { locationId, variantId, lotKey: '', quantityMilli: after })
  }
  return [...levels.values()].filter(({ quantityMilli }) => quantityMilli !== 0)
}
