import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { runLoad, type LoadResult as WithBodies } from './load-client.ts'

/** What a load process is told: the requests as texts, into which each sending puts a key of its own. */
export type LoadOrder = {
  readonly port: number
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
  /** Whole requests; `KEY_MARK` stands where the key goes, and has its length. */
  readonly requests: readonly string[]
}

/** What the load saw, without the bodies of the answers. */
export type LoadResult = Omit<WithBodies, 'bodies'>

export const KEY_MARK = '########-####-####-####-############'

/** Runs a load in a process of its own, so that it does not share the event loop of whoever measures. */
export function load(order: LoadOrder): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [], { serialization: 'advanced', execArgv: [] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the load process ended with ${code}`)))
    child.once('message', (result) => {
      resolve(result as LoadResult)
      child.disconnect()
    })
    child.send(order)
  })
}

async function answerOrder({ requests, ...order }: LoadOrder): Promise<void> {
  const run = randomUUID().slice(0, 24)
  const parts = requests.map((text) => text.split(KEY_MARK))
  const request = (connection: number, n: number) => {
    const [before = '', after = ''] = parts[(connection * 7919 + n) % parts.length] ?? []
    const key = `${run}${String(connection).padStart(4, '0')}${String(n).padStart(8, '0')}`
    return `${before}${key}${after}`
  }
  const { statuses, latencies, measuredMs } = await runLoad({ ...order, request })
  process.send?.({ statuses, latencies, measuredMs } satisfies LoadResult)
}

if (import.meta.main) {
  // A listener that stays keeps the channel open until whoever measures has read the result and ends it.
  process.on('message', (order) => void answerOrder(order as LoadOrder))
}
