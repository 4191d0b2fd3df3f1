import type { Scheduler } from '@pos/sync-engine'

/** A scan that comes meanwhile waits no longer than this, and keys do not miss a frame. */
const TURN_MS = 5

/** Work in the background, cut into short turns. */
export class ShortTurns {
  readonly #scheduler: Scheduler
  readonly #steadyMs: () => number
  #begunAt: number

  constructor({ scheduler, steadyMs }: { readonly scheduler: Scheduler; readonly steadyMs: () => number }) {
    this.#scheduler = scheduler
    this.#steadyMs = steadyMs
    this.#begunAt = steadyMs()
  }

  /** Called between two pieces of work. Answers a promise when it is time to let others in. */
  between = (): Promise<void> | undefined => {
    if (this.#steadyMs() - this.#begunAt < TURN_MS) return undefined
    return new Promise((resolve) => {
      this.#scheduler.after(0, () => {
        this.#begunAt = this.#steadyMs()
        resolve()
      })
    })
  }
}
