import type { Scheduler } from '@pos/sync-engine'

/** The answer of `ask`, or undefined when it takes longer than `limitMs`; then its signal is aborted. */
export function answerWithin<Answer>(
  scheduler: Scheduler,
  limitMs: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  const controller = new AbortController()
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(limitMs, () => {
      resolve(undefined)
      controller.abort()
    })
    ask(controller.signal).then(resolve, reject).finally(cancel)
  })
}
