/** What a column kit notes about a builder, so that `table` can add the CHECKs a column type alone cannot express. */
export type Mark =
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'safeInteger' }

const marks = new WeakMap<object, Mark>()

/** Notes `mark` for a column builder. The chained methods of a builder return the same object, so the note survives. */
export function mark<Builder extends object>(builder: Builder, note: Mark): Builder {
  marks.set(builder, note)
  return builder
}

/** The marked columns of a table definition, by property name. */
export function markedColumns(columns: Readonly<Record<string, object>>): [property: string, mark: Mark][] {
  return Object.entries(columns).flatMap(([property, builder]) => {
    const note = marks.get(builder)
    return note === undefined ? [] : [[property, note] satisfies [string, Mark]]
  })
}
