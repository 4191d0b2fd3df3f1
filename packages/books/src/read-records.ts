import { sql, type SQL } from 'drizzle-orm'
import type { Books } from './books.ts'

/** A record's schema, of which only the names and kinds of the columns count. */
type RecordSchema = { readonly properties: Readonly<Record<string, object>> }
type Row = Record<string, unknown>

/** Rows of a table as records, by nothing but the names of the record's columns. */
export async function readRecords<Result>(
  books: Books,
  table: string,
  { properties }: RecordSchema,
  where: SQL,
): Promise<Result[]> {
  const columns = Object.keys(properties).map((property) => `${columnOf(property)} as "${property}"`)
  const flags = Object.keys(properties).filter((property) => isFlag(properties[property]))
  const rows = await books.query<Row>(
    sql`select ${sql.raw(columns.join(', '))} from ${sql.identifier(table)} t ${where}`,
  )
  return rows.map((row) => decoded(row, flags) as Result)
}

function columnOf(property: string): string {
  return `t.${property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
}

function isFlag(schema: object | undefined): boolean {
  return schema !== undefined && 'type' in schema && schema.type === 'boolean'
}

/** Portable rows have booleans as 0 and 1, and hashes as bytes. */
function decoded(row: Row, flags: readonly string[]): Row {
  for (const [name, value] of Object.entries(row)) if (value instanceof Uint8Array) row[name] = hex(value)
  for (const flag of flags) row[flag] = row[flag] === 1
  return row
}

/** Bytes as the facts write them. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
