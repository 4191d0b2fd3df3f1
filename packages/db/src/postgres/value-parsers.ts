import pg from 'pg'

const { builtins } = pg.types

/** Type ids of PostgreSQL that a portable query reads differently from the driver's default. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.BOOL, (text) => (text === 't' ? 1 : 0)],
  [builtins.INT8, (text) => wholeNumber(text)],
  [builtins.NUMERIC, (text) => number(text)],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, (text) => Date.parse(text)],
])

/** Reads values as a portable query promises them, so that rows are equal on every engine. */
export const portableTypes: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    PARSERS.get(id) ?? (format === 'binary' ? pg.types.getTypeParser(id, 'binary') : pg.types.getTypeParser(id)),
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} leaves ±(2^53 − 1)`)
  return value
}

/** A sum of whole numbers comes as `numeric`: it must stay exact, while an average may have a fraction. */
function number(text: string): number {
  return text.includes('.') ? Number(text) : wholeNumber(text)
}
