import { invoke } from '@tauri-apps/api/core'
import { adapterOver, type Adapter, type AdapterOptions } from './adapter.ts'
import type { Transport, WireAnswer } from './wire.ts'

/** The command of the desktop shell that carries a request to the server it holds. */
const EXECUTE = 'execute'

/** An adapter over the desktop shell, for pages that have no server of their own to fetch from. */
export function createInvokeAdapter(options: AdapterOptions): Adapter {
  const transport: Transport = (request, signal) => orAborted(invoke<WireAnswer>(EXECUTE, { request }), signal)
  return adapterOver(transport, options)
}

/** The shell cannot take a request back; whoever gave up does not wait for its answer. */
function orAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    answer.then(resolve, reject)
  })
}
