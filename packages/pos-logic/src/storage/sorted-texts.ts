import type { KeyRange } from './journal-storage.ts'

/** An ordered map of texts. Keys mostly arrive in ascending order, so the index is sorted only when one did not. */
export class SortedTexts {
  readonly #texts = new Map<string, string>()
  #keys: string[] = []
  #isSorted = true
  #chars = 0
  /** Keys without a text that are still in the index: taking each out would cost the whole index every time. */
  readonly #removed = new Set<string>()

  /** Length of all keys and texts. */
  get chars(): number {
    return this.#chars
  }

  get(key: string): string | undefined {
    return this.#texts.get(key)
  }

  put(key: string, text: string): void {
    const before = this.#texts.get(key)
    if (before === undefined) this.#index(key)
    this.#chars += text.length - (before === undefined ? -key.length : before.length)
    this.#texts.set(key, text)
  }

  remove(key: string): void {
    const before = this.#texts.get(key)
    if (before === undefined) return
    this.#texts.delete(key)
    this.#removed.add(key)
    this.#chars -= key.length + before.length
  }

  /** Entries in ascending order of keys. */
  list(range: KeyRange = {}): [key: string, text: string][] {
    this.#sort()
    const found: [string, string][] = []
    const { prefix = '', after, limit = Infinity } = range
    const isAfterLater = after !== undefined && after >= prefix
    for (let at = this.#firstAt(isAfterLater ? after : prefix, isAfterLater); at < this.#keys.length; at++) {
      const key = this.#keys[at]
      if (key === undefined || !key.startsWith(prefix) || found.length >= limit) break
      const text = this.#texts.get(key)
      if (text !== undefined) found.push([key, text])
    }
    return found
  }

  entries(): IterableIterator<[string, string]> {
    return this.#texts.entries()
  }

  #index(key: string): void {
    if (this.#removed.delete(key)) return
    const last = this.#keys.at(-1)
    if (last !== undefined && key < last) this.#isSorted = false
    this.#keys.push(key)
  }

  #sort(): void {
    if (this.#removed.size > 1000 && this.#removed.size > this.#texts.size) this.#sweep()
    if (this.#isSorted) return
    this.#keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    this.#isSorted = true
  }

  #sweep(): void {
    this.#keys = this.#keys.filter((key) => this.#texts.has(key))
    this.#removed.clear()
  }

  /** Position of the first key >= `bound`, or > `bound` when `isExclusive`. */
  #firstAt(bound: string, isExclusive: boolean): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const key = this.#keys[middle] ?? ''
      if (key < bound || (isExclusive && key === bound)) low = middle + 1
      else high = middle
    }
    return low
  }
}
