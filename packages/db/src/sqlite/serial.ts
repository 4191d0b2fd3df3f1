/** Runs asynchronous steps strictly one after another. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve()

  run<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(step, step)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when every step accepted so far has ended. */
  async idle(): Promise<void> {
    await this.#last
  }
}
