import type { CatalogueView } from '@pos/db'
import { BoundedCache } from './bounded-cache.ts'

/** Remembers what was made of a store's catalogue until the catalogue has another version: every act asks for it. */
export class CatalogueCache<Value> {
  readonly #known: BoundedCache<Value>

  /** @param limit how many values at most; the one that was not asked for the longest leaves first */
  constructor(limit: number) {
    this.#known = new BoundedCache(limit)
  }

  /** @param about which value, within one version */
  get({ version: { epoch, version } }: CatalogueView, about: string, read: () => Value): Value {
    const key = `${epoch}:${version}:${about}`
    const remembered = this.#known.get(key)
    if (remembered !== undefined) return remembered
    const value = read()
    this.#known.set(key, value)
    return value
  }
}
