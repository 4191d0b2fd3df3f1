import { setTimeout as sleep } from 'node:timers/promises'
import { searchTimes } from './searches.ts'
import type { ServerProcess } from '../server-process.ts'

export type ComparisonCost = {
  readonly tookMs: number
  /** Processor time of the store server, searches that went on meanwhile included. */
  readonly storeCpuUs: number | undefined
  /** Of searches, one after another, while the store compared. */
  readonly searchMs: Float64Array
}

/** Slow enough for one person's limit. */
const BETWEEN_SEARCHES_MS = 20

/** Lets a store compare with head office all it holds, while somebody searches. Throws when they differ. */
export async function compareOnce(store: ServerProcess, token: string): Promise<ComparisonCost> {
  const before = store.cpuUs()
  const startedAt = performance.now()
  let isDone = false
  const comparing = fetch(`${store.url}/api/v1/sync/compare`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  }).finally(() => (isDone = true))
  const searchMs: number[] = []
  while (!isDone) {
    const from = performance.now()
    await searchTimes(store.url, token, 1)
    searchMs.push(performance.now() - from)
    await sleep(BETWEEN_SEARCHES_MS)
  }
  const answer = await (await comparing).text()
  const tookMs = performance.now() - startedAt
  if (!answer.includes('"differing":[],"pending":0')) throw new Error(`the store is not identical: ${answer}`)
  const after = store.cpuUs()
  const storeCpuUs = before === undefined || after === undefined ? undefined : after - before
  return { tookMs, storeCpuUs, searchMs: Float64Array.from(searchMs) }
}
