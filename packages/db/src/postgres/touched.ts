/** A change of a versioned entity, as the stamping function wants it. */
export type Touch = {
  readonly entity: string
  readonly entityId: string
  readonly op: 'U' | 'D'
  readonly storeScope: string | null
}

/** What one attempt has touched. The last touch of the same entity and scope counts. */
export class Touched {
  readonly #byKey = new Map<string, Touch>()

  get isEmpty(): boolean {
    return this.#byKey.size === 0
  }

  add(touch: Touch): void {
    this.#byKey.set([touch.entity, touch.entityId, touch.storeScope ?? ''].join('\n'), touch)
  }

  /** In key order, so that two units that touch the same entities lock them in the same order. */
  sorted(): Touch[] {
    return [...this.#byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, touch]) => touch)
  }
}
