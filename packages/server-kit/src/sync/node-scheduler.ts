import type { Scheduler } from '@pos/sync-engine'

/** Timers of this process. They do not keep it alive. */
export const nodeScheduler: Scheduler = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
