import type { Progress } from './reporter.ts'

/** Where a long job stands, on one line of a terminal; in a file, a line every tenth. */
export class ProgressBar implements Progress {
  readonly #what: string
  readonly #total: number
  readonly #startedAt = performance.now()
  #done = 0
  #shownAt = 0
  #shownTenth = 0

  constructor(what: string, total: number) {
    this.#what = what
    this.#total = total
  }

  advance(): void {
    this.#done += 1
    if (process.stderr.isTTY) this.#redraw()
    else this.#tenths()
  }

  /** Leaves the line and gives how many seconds it took. */
  end(): number {
    if (process.stderr.isTTY && this.#shownAt > 0) process.stderr.write(`\r${this.#text()}\n`)
    return this.#seconds()
  }

  #redraw(): void {
    const now = performance.now()
    if (now - this.#shownAt < 100) return
    this.#shownAt = now
    process.stderr.write(`\r${this.#text()}`)
  }

  #tenths(): void {
    const tenth = Math.floor((10 * this.#done) / this.#total)
    if (tenth === this.#shownTenth) return
    this.#shownTenth = tenth
    process.stderr.write(`${this.#text()}\n`)
  }

  #text(): string {
    const filled = Math.min(20, Math.round((20 * this.#done) / Math.max(1, this.#total)))
    const bar = '█'.repeat(filled).padEnd(20, '░')
    return `${this.#what} ${bar} ${this.#done} of ${this.#total}, ${this.#seconds().toFixed(0)} s`
  }

  #seconds(): number {
    return (performance.now() - this.#startedAt) / 1000
  }
}
