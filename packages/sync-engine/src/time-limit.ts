import type { Scheduler } from './ports.ts'

/** The peer did not answer in time: whether it did what was asked is unknown. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
}

/**
 * Runs `work` with a signal that is aborted after `limitMs`.
 *
 * @throws NoAnswerError when the limit passed first, even if `work` never settles
 */
export function withTimeLimit<Result>(
  scheduler: Scheduler,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(limitMs, () => {
      controller.abort()
      reject(new NoAnswerError(`no answer within ${limitMs} ms`))
    })
    work(controller.signal).then(resolve, reject).finally(cancel)
  })
}
