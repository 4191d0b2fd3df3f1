import type { Ids } from '@pos/core'

/** Gives each thing of the chain its id: things refer to each other by code, tables by id. */
export class ChainIds {
  readonly #ids: Ids
  readonly #known: Map<string, string>

  constructor(ids: Ids, known: ReadonlyMap<string, string> = new Map()) {
    this.#ids = ids
    this.#known = new Map(known)
  }

  get known(): ReadonlyMap<string, string> {
    return this.#known
  }

  of(kind: string, code: string): string {
    const key = `${kind} ${code}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const id = this.#ids.next()
    this.#known.set(key, id)
    return id
  }
}
