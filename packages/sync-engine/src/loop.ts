import type { Random, Scheduler, SyncLog } from './ports.ts'
import { backoff } from './backoff.ts'
import { briefly } from './briefly.ts'

/** A worker that runs one turn at a time, again when woken, and again after the delay its turn asked for. */
export type Loop = {
  /** Asks for a turn. Calls during a turn are answered by one further turn. */
  wake(): void
  /** No further turn; resolves when the running one has ended. */
  stop(): Promise<void>
}

export type LoopOptions = {
  readonly name: string
  readonly scheduler: Scheduler
  readonly random: Random
  readonly log: SyncLog
  /** One turn; answers the milliseconds until the next. */
  readonly turn: () => Promise<number>
}

/** Starts a loop with a first turn at once. A turn that throws is reported and tried again with back-off. */
export function startLoop({ name, scheduler, random, log, turn }: LoopOptions): Loop {
  let running: Promise<void> | undefined
  let isWoken = false
  let isStopped = false
  let failures = 0
  let cancelTimer = () => {}

  const safeTurn = async () => {
    try {
      const delay = await turn()
      failures = 0
      return delay
    } catch (error) {
      failures += 1
      const delay = backoff(failures, random)
      log.warn({ loop: name, failures, delay, error: briefly(error) }, 'sync turn failed')
      return delay
    }
  }

  const run = async () => {
    let delay = 0
    do {
      isWoken = false
      delay = await safeTurn()
    } while (isWoken && !isStopped)
    running = undefined
    if (!isStopped) cancelTimer = scheduler.after(delay, wake)
  }

  const wake = () => {
    isWoken = true
    if (running !== undefined || isStopped) return
    cancelTimer()
    running = run()
  }

  wake()
  return {
    wake,
    async stop() {
      isStopped = true
      cancelTimer()
      await running
    },
  }
}
