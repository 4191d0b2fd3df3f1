import { assert } from '@pos/core'

/** A value as PostgreSQL reads it; undefined is stored as NULL. */
export function valueText(value: unknown, toText: (value: unknown) => string): string | null {
  return value === undefined || value === null ? null : toText(value)
}

/** Types whose text is digits, letters, signs and dashes, whatever the value is. */
const PLAIN: ReadonlySet<string> = new Set(['uuid', 'bigint', 'integer', 'boolean', 'date'])

const TEXTS: Readonly<Record<string, (value: unknown) => string>> = {
  bytea: (value) => {
    assert(value instanceof Uint8Array, 'bytes are a Buffer')
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  },
  jsonb: (value) => JSON.stringify(value),
}

/** How values of an SQL type are written: alone, and as elements of an array. */
export function textsOf(sqlType: string) {
  const isPlain = PLAIN.has(sqlType)
  return {
    alone: TEXTS[sqlType] ?? String,
    /** The texts of many values as one array. */
    array: (texts: readonly (string | null)[]) => `{${texts.map((text) => element(text, isPlain)).join(',')}}`,
  }
}

function element(text: string | null, isPlain: boolean): string {
  if (text === null) return 'NULL'
  if (isPlain) return text
  return text.includes('"') || text.includes('\\') ? `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${text}"`
}
