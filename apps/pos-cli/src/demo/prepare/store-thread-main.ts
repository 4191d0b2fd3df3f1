import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '@pos/core'
import { uuidv7Ids } from '@pos/server-kit'
import { ChainIds } from './chain-ids.ts'
import { tradeInStore } from './store.ts'
import type { ThreadInput, ThreadMessage } from './store-thread.ts'

const parent = parentPort
assert(parent, 'this file runs as a thread')
const tell = (message: ThreadMessage) => parent.postMessage(message)
const stop = new AbortController()
parent.once('message', () => stop.abort())

const { knownIds, ...plan }: ThreadInput = workerData
try {
  const deviceCodes = await tradeInStore({
    ...plan,
    ids: new ChainIds(uuidv7Ids, knownIds),
    log: (line) => tell({ line }),
    signal: stop.signal,
  })
  tell({ deviceCodes })
} catch (error) {
  if (!stop.signal.aborted) throw error
} finally {
  parent.close()
}
