import { setTimeout as sleep } from 'node:timers/promises'

export type Patience = { readonly limitMs?: number; readonly everyMs?: number }

/** Waits until `isTrue`; what is thrown meanwhile counts as not yet. */
export async function until(
  what: string,
  isTrue: () => unknown,
  { limitMs = 30_000, everyMs = 10 }: Patience = {},
): Promise<void> {
  const end = performance.now() + limitMs
  let last: unknown
  while (performance.now() < end) {
    try {
      if (await isTrue()) return
      last = undefined
    } catch (error) {
      last = error
    }
    await sleep(everyMs)
  }
  throw new Error(`${what}: not within ${limitMs} ms`, { cause: last })
}
