import { adapterOver, type Adapter, type AdapterOptions } from './adapter.ts'
import type { Transport } from './wire.ts'

export type FetchAdapterOptions = AdapterOptions & {
  /** Origin of the server, without a path. */
  readonly baseUrl: string
  readonly fetch?: typeof fetch | undefined
}

/**
 * An adapter over HTTP.
 *
 * @example
 * const backend = createAdapter({ baseUrl: location.origin, token: () => kept.token, newKey: () => ids.next(), wait })
 * const { items } = await backend.execute(listStores, {})
 */
export function createAdapter({ baseUrl, fetch: send = fetch, ...options }: FetchAdapterOptions): Adapter {
  const transport: Transport = async ({ method, target, headers, body }, signal) => {
    // As a plain function: a browser's `fetch` must not be called as a method of something else.
    const response = await send(new URL(target, baseUrl), {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal,
    })
    return { status: response.status, text: await response.text() }
  }
  return adapterOver(transport, options)
}
