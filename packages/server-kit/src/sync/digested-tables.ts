import type { StoredValue } from '@pos/shared-types'
import { ENTITIES, tablesOf, type ReplicatedTable } from './aggregates.ts'
import { replicatedColumns } from './replicated-columns.ts'

/** Every table of the catalogue that a store replicates: each is compared by itself. */
export const DIGESTED_TABLES: readonly ReplicatedTable[] = ENTITIES.flatMap((entity) => {
  const { root, children } = tablesOf(entity)
  return [root, ...children.map(({ table }) => table)]
})

/** The columns of a row that are compared: those that travel, and the version of their document. */
export function digestedColumns(table: ReplicatedTable): readonly string[] {
  return [...replicatedColumns(table).map(({ name }) => name), 'version']
}

/** The same text on every engine, of the values in the order of `digestedColumns`. */
export const rowText = (values: readonly StoredValue[]): string => JSON.stringify(values)
