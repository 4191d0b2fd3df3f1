import { Worker } from 'node:worker_threads'
import type { DbLog } from '../log.ts'
import type { CheckpointOrder } from './checkpoint-worker.ts'

/**
 * Folds the write-ahead log into its file on a thread of its own. A fold flushes the file, which can take longer than
 * twenty commits; here commits go on beside it. The thread begins with the first fold: a quiet shop needs none.
 */
export class CheckpointThread {
  readonly #path: string
  readonly #log: DbLog
  #worker: Worker | undefined
  #ended: Promise<unknown> = Promise.resolve()
  #isFolding = false

  constructor(path: string, log: DbLog) {
    this.#path = path
    this.#log = log
  }

  /** Folds what no reader needs any more; nothing when it is at it already. */
  fold(): void {
    if (this.#isFolding) return
    this.#isFolding = true
    this.#worker ??= this.#start()
    this.#tell('fold')
  }

  /** Resolves when the thread has let go of the file. */
  async stop(): Promise<void> {
    this.#isFolding = true
    if (this.#worker !== undefined) this.#tell('end')
    await this.#ended
  }

  #tell(order: CheckpointOrder): void {
    this.#worker?.postMessage(order)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: this.#path })
    worker.unref()
    worker.on('message', () => (this.#isFolding = false))
    // Without the thread a commit runs the checkpoint once the log is full, so it is slower and nothing is lost.
    worker.on('error', (error) => this.#log.error({ err: error }, 'the thread that folds the write-ahead log failed'))
    this.#ended = new Promise((resolve) => worker.once('exit', resolve))
    return worker
  }
}
