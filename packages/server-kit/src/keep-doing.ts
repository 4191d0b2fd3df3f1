import type { Scheduler } from '@pos/sync-engine'
import type { Logger } from 'pino'

type Manner = {
  readonly everyMs: number
  readonly scheduler: Scheduler
  readonly log: Logger
  /** What is told of a round that failed; the next one comes all the same. */
  readonly complaint: string
}

/** Does a round now, and another one `everyMs` after each has ended. Gives how to stop, which waits for the running one. */
export function keepDoing(
  round: () => Promise<unknown>,
  { everyMs, scheduler, log, complaint }: Manner,
): () => Promise<void> {
  let isStopped = false
  let cancel = () => {}
  const once = async () => {
    await round().catch((error: unknown) => log.error({ err: error }, complaint))
    if (isStopped) return
    cancel = scheduler.after(everyMs, () => {
      running = once()
    })
  }
  let running = once()
  return async () => {
    isStopped = true
    cancel()
    await running
  }
}
