import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SignIn } from '../sheet.ts'
import type { ChainIds } from './chain-ids.ts'
import type { StorePlan, StoreTrade } from './store.ts'

/** What the thread is given. Ids travel as a map, because a class does not survive the way. */
export type ThreadInput = StorePlan & { readonly knownIds: ChainIds['known'] }

/** What the thread tells, line by line and at the end. */
export type ThreadMessage = { readonly line: string } | { readonly deviceCodes: readonly SignIn[] }

/** `tradeInStore` in a thread of its own, so that the stores of the chain trade beside each other and head office. */
export async function tradeInThread({ ids, log, signal, ...plan }: StoreTrade): Promise<readonly SignIn[]> {
  signal.throwIfAborted()
  const workerData: ThreadInput = { ...plan, knownIds: ids.known }
  const worker = new Worker(new URL('store-thread-main.ts', import.meta.url), { workerData })
  const stop = () => worker.postMessage('stop')
  signal.addEventListener('abort', stop, { once: true })
  let deviceCodes: readonly SignIn[] | undefined
  worker.on('message', (message: ThreadMessage) => {
    if ('line' in message) log(message.line)
    else deviceCodes = message.deviceCodes
  })
  try {
    await once(worker, 'exit')
  } finally {
    signal.removeEventListener('abort', stop)
  }
  signal.throwIfAborted()
  if (deviceCodes === undefined) throw new Error(`the thread of ${plan.store.name} ended before its work was done`)
  return deviceCodes
}
