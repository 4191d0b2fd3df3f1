import type { RowMark, StoredValue } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'
import { ENTITIES, tablesIn, type ReplicatedTable } from './aggregates.ts'
import { replicatedColumns, tableNamed } from './replicated-columns.ts'

/** Every table of the catalogue that a store replicates: each is compared by itself. */
export const DIGESTED_TABLES: readonly ReplicatedTable[] = ENTITIES.flatMap(tablesIn)

/** The columns of a row that are compared: those that travel, and the version of their document. */
export function digestedColumns(table: ReplicatedTable): readonly string[] {
  return [...replicatedColumns(table).map(({ name }) => name), 'version']
}

/** The same text on every engine, of the values in the order of `digestedColumns`. */
export const rowText = (values: readonly StoredValue[]): string => JSON.stringify(values)

/** What a person calls a row by, the best first. */
const LABELS = ['name', 'display_name', 'code', 'sku', 'key', 'locale', 'permission_code'] as const

/** Marks rows of a table, of their values in the order of `digestedColumns`. A row without an id is known by all of it. */
export function rowMarker(table: ReplicatedTable): (values: readonly StoredValue[]) => RowMark {
  const columns = digestedColumns(table)
  const [idAt, variantAt] = [columns.indexOf('id'), columns.indexOf('variant_id')]
  const labelsAt = LABELS.map((label) => columns.indexOf(label)).filter((at) => at >= 0)
  return (values) => {
    const hash = sha256(rowText(values))
    const textAt = (at: number) => (values[at] === null || values[at] === undefined ? null : String(values[at]))
    const label = labelsAt.map(textAt).find((text) => text !== null) ?? null
    return {
      key: textAt(idAt) ?? hash,
      hash,
      label: label?.slice(0, 200) ?? null,
      variantId: textAt(variantAt),
      quantityMilli: null,
    }
  }
}

/** The table of a grain of the catalogue; undefined for one that is not compared here. */
export function digestedTable(grain: string): ReplicatedTable | undefined {
  const table = tableNamed(grain)
  return table !== undefined && DIGESTED_TABLES.includes(table) ? table : undefined
}
