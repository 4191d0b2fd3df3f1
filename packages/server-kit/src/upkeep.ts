import type { Scheduler } from '@pos/sync-engine'
import type { Logger } from 'pino'

/** Work that keeps a database small. A call does one short step of it and answers whether there is more to do now. */
export type Chore = () => Promise<boolean>

const HOUR_MS = 3_600_000
/** A server that starts has better things to do. */
const FIRST_MS = 300_000
/** Room between two steps for whoever sells. */
const PAUSE_MS = 20

/**
 * Does chores one after another, step by step, every hour. One that fails waits for the next hour and holds up no
 * other. Gives how to stop.
 */
export function startUpkeep(chores: readonly Chore[], scheduler: Scheduler, log: Logger): () => Promise<void> {
  let isStopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const goOn = (place: number, delayMs: number) => {
    if (isStopped) return
    cancel = scheduler.after(delayMs, () => {
      running = step(place)
    })
  }
  const step = async (place: number) => {
    const chore = chores[place]
    if (chore === undefined) return goOn(0, HOUR_MS)
    const isLeft = await chore().catch((error: unknown) => {
      log.error({ err: error }, 'a chore was not done; it is tried again within the hour')
      return false
    })
    goOn(isLeft ? place : place + 1, PAUSE_MS)
  }

  goOn(0, FIRST_MS)
  return async () => {
    isStopped = true
    cancel()
    await running
  }
}
