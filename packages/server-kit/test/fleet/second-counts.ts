/** How often something happened in each second. */
export class SecondCounts {
  readonly #counts = new Map<number, number>()

  note(atMs: number): void {
    const second = Math.floor(atMs / 1_000)
    this.#counts.set(second, (this.#counts.get(second) ?? 0) + 1)
  }

  /** In the seconds from `fromMs` to before `toMs`. */
  total(fromMs: number, toMs: number): number {
    return this.#within(fromMs, toMs).reduce((sum, count) => sum + count, 0)
  }

  /** The most in one second. */
  peak(fromMs: number, toMs: number): number {
    return this.#within(fromMs, toMs).reduce((most, count) => Math.max(most, count), 0)
  }

  #within(fromMs: number, toMs: number): number[] {
    const [from, to] = [fromMs / 1_000, toMs / 1_000]
    return [...this.#counts].filter(([second]) => second >= Math.floor(from) && second < to).map(([, count]) => count)
  }
}
