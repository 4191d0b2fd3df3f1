/** A statement that was asked so often is worth a plan of its own on every connection. */
const OFTEN = 20
/** Texts made of parts are without number: they are planned each time. */
const MOST = 500

/**
 * Names for statements that come again and again, under which a connection keeps them parsed and planned: half of what
 * a sale that arrives alone costs the database is planning. One for all connections.
 */
export class StatementNames {
  readonly #asked = new Map<string, { readonly name: string; count: number }>()

  /** Undefined for a statement that has not been asked often. */
  nameOf(text: string): string | undefined {
    const known = this.#asked.get(text)
    if (known === undefined) {
      if (this.#asked.size < MOST) this.#asked.set(text, { name: `often_${this.#asked.size}`, count: 1 })
      return undefined
    }
    known.count += 1
    return known.count > OFTEN ? known.name : undefined
  }
}
