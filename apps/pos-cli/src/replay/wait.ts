import { setTimeout as sleep } from 'node:timers/promises'
import { syncStatus } from '@pos/shared-types'
import { Refusal } from '../refusal.ts'
import type { ServerClient } from './api/server-client.ts'
import type { Counter } from './counter.ts'
import type { Reporter } from './reporter.ts'

const LOOK_MS = 100
const TELL_MS = 5_000
/** How long nothing may move before a person must look. */
const STILL_MS = 600_000

/**
 * Waits until the store has everything that head office's catalogue had a moment ago.
 *
 * @throws Refusal when nothing arrives for ten minutes
 */
export async function waitForCatalogue(hq: ServerClient, store: ServerClient): Promise<void> {
  const { head } = await hq.call(syncStatus)
  const requireMove = moveGuard('The store does not get the catalogue of head office')
  for (;;) {
    const { head: reached } = await store.call(syncStatus)
    if (reached >= head) return
    requireMove(reached)
    await sleep(LOOK_MS)
  }
}

/**
 * Waits until the store has everything from the counter, and head office everything from the store.
 *
 * @throws Refusal when nothing leaves for ten minutes
 */
export async function waitUntilSent(
  counter: Counter,
  store: ServerClient,
  { log }: Reporter,
): Promise<{ readonly seconds: number; readonly parked: number }> {
  const startedAt = performance.now()
  const requireMove = moveGuard('What was rung up does not get to head office')
  let toldAt = startedAt
  for (;;) {
    const own = await counter.unsent()
    const { pending, parked } = await store.call(syncStatus)
    const now = performance.now()
    if (own.waiting + pending === 0) return { seconds: (now - startedAt) / 1000, parked: own.parked + parked }
    requireMove(own.waiting + pending)
    if (now - toldAt > TELL_MS) {
      toldAt = now
      log(`Sending: ${own.waiting} wait for the store, ${pending} for head office`)
    }
    await sleep(LOOK_MS)
  }
}

function moveGuard(what: string): (figure: number) => void {
  let [last, movedAt] = [NaN, performance.now()]
  return (figure) => {
    const now = performance.now()
    if (figure !== last) [last, movedAt] = [figure, now]
    if (now - movedAt > STILL_MS) throw new Refusal(`${what}: nothing moved for ten minutes.`)
  }
}
