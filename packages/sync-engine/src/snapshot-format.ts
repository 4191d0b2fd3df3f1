import type { StoredValue } from '@pos/shared-types'

/** First line of a snapshot: the version it shows, exactly. */
export type SnapshotHead = { readonly epoch: string; readonly version: number; readonly schema: number }

/**
 * Rows of one table. `columns` name the values of each row; `constants` are columns with one value in all these rows,
 * which in a catalogue are half of them.
 */
export type SnapshotRows = {
  readonly table: string
  readonly columns: readonly string[]
  readonly constants: Readonly<Record<string, StoredValue>>
  readonly rows: readonly (readonly StoredValue[])[]
}

/** Last line: rows per table, and SHA-256 over all bytes before it. */
export type SnapshotTrailer = { readonly counts: Readonly<Record<string, number>>; readonly sha256: string }

/** A running SHA-256. */
export interface Hasher {
  update(bytes: Uint8Array): void
  /** Hexadecimal. */
  digest(): string
}

/** Moves values that are equal in all rows out of the rows. */
export function factored(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly StoredValue[])[],
): SnapshotRows {
  const first = rows[0] ?? []
  const isConstant = columns.map((_, index) => rows.every((row) => row[index] === first[index]))
  const kept = columns.flatMap((_, index) => (isConstant[index] ? [] : [index]))
  return {
    table,
    columns: kept.map((index) => columns[index] ?? ''),
    constants: Object.fromEntries(
      columns.flatMap((name, index) => (isConstant[index] ? [[name, first[index] ?? null]] : [])),
    ),
    rows: rows.map((row) => kept.map((index) => row[index] ?? null)),
  }
}
