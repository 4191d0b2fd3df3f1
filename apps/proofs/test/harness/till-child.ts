import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Promised } from './compare-books.ts'
import { tillBookAt, type TillBook } from './till-book.ts'
import type { TillPlan } from './till-plan.ts'

const PROGRAM = join(import.meta.dirname, 'till-process.ts')

/** A till in a process of its own, which can be killed without warning and started again on its journal. */
export class TillChild {
  /** Every sale it said it had completed, over all its lives. */
  readonly promised: Promised[] = []
  readonly #plan: TillPlan
  #child: ChildProcess | undefined
  #heard: Promise<unknown> = Promise.resolve()
  #lives = 0

  constructor(plan: TillPlan) {
    this.#plan = plan
  }

  start(): void {
    mkdirSync(this.#plan.folder, { recursive: true })
    const log = openSync(this.#logFile, 'a')
    // Another life sells other carts.
    const plan = { ...this.#plan, seed: this.#plan.seed + this.#lives }
    this.#lives += 1
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', log, 'ipc'] })
    closeSync(log)
    const lines = createInterface({ input: child.stdout ?? process.stdin })
    lines.on('line', (line) => this.promised.push(JSON.parse(line) as Promised))
    this.#heard = once(lines, 'close')
    this.#child = child
  }

  /** kill -9. What it had said before is heard to the end. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child?.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    await this.#heard
  }

  /** Lets it finish: send everything, count the drawer, close the shift, end. */
  async finish(): Promise<void> {
    const child = this.#child
    if (!child) return
    if (child.exitCode === null) {
      const ended = once(child, 'exit')
      child.send('finish')
      await ended
    }
    await this.#heard
    if (child.exitCode !== 0) throw new Error(`the till ended with ${child.exitCode}: ${this.#log()}`)
  }

  /** The journal, once the process has ended. */
  book(): Promise<TillBook> {
    return tillBookAt(this.#plan.folder)
  }

  get #logFile(): string {
    return `${this.#plan.folder}.log`
  }

  #log(): string {
    return readFileSync(this.#logFile, 'utf8').slice(-2000)
  }
}
