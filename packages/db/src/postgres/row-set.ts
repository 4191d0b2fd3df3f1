import { sql, type SQL } from 'drizzle-orm'
import { quoted } from '../quoted.ts'
import { textsOf, valueText } from './array-text.ts'

type PgType = 'uuid' | 'text' | 'integer' | 'bigint' | 'date' | 'bytea' | 'jsonb'

/**
 * Rows as a table inside a statement of head office, one array for each column.
 *
 * @example
 * sql`update number_series n set last_number = h.number
 *   from ${rowSet('h', { id: 'uuid', number: 'integer' }, rows)} where n.id = h.id`
 */
export function rowSet<Column extends string>(
  alias: string,
  columns: Readonly<Record<Column, PgType>>,
  rows: readonly Readonly<Record<Column, unknown>>[],
): SQL {
  const names = Object.keys(columns) as Column[]
  const arrays = names.map((name) => {
    const { alone, array } = textsOf(columns[name])
    return sql`${array(rows.map((row) => valueText(row[name], alone)))}::${sql.raw(columns[name])}[]`
  })
  const head = sql.raw(`${quoted(alias)} (${names.map((name) => quoted(name)).join(', ')})`)
  return sql`unnest(${sql.join(arrays, sql`, `)}) as ${head}`
}

/**
 * Any of these values, for the right side of `=`. The planner sees how few they are; of a subquery over a JSON text it
 * knows nothing, and may read a table of 200,000 rows for one.
 *
 * @example sql`select name from users where id = ${anyOf('uuid', ids)}`
 */
export function anyOf(type: PgType, values: readonly unknown[]): SQL {
  const { alone, array } = textsOf(type)
  return sql`any(${array(values.map((value) => valueText(value, alone)))}::${sql.raw(type)}[])`
}

/**
 * At the end of a lateral subquery: each row of the set is looked up by itself in the index. The planner would rather
 * read the whole table, which is small when it looks and a year of sales when the plan is used.
 */
export const stepByStep = sql.raw('offset 0')
