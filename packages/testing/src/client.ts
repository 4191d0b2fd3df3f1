import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorCode } from '@pos/shared-types'

/** What a server answered. `body` is whatever the test says it is: tests look at it with matchers. */
export type Reply<Body = Problem> = {
  readonly status: number
  readonly body: Body
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

export type Problem = { readonly code: ErrorCode; readonly detail: string; readonly params: Record<string, unknown> }

const TRIES = 40
const BUSY_MS = 250

/** As much of a server's app as a request without a socket needs. */
type App = {
  readonly inject: (request: {
    method: Method
    url: string
    headers: Record<string, string>
    payload?: string
  }) => PromiseLike<{ statusCode: number; headers: Readonly<Record<string, unknown>>; body: string }>
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Headers = Readonly<Record<string, string>>

/** One caller of a server under test. Keyed commands get a fresh key unless `key` is told. */
export class Client {
  readonly #app: App
  readonly #headersOf: (method: Method, url: string, payload: string | undefined) => Headers

  constructor(app: App, headersOf: (method: Method, url: string, payload?: string) => Headers) {
    this.#app = app
    this.#headersOf = headersOf
  }

  get<Body = never>(path: string, headers: Headers = {}): Promise<Reply<Body>> {
    return this.send('GET', path, undefined, headers)
  }

  post<Body = never>(path: string, body?: object, key: string = crypto.randomUUID()): Promise<Reply<Body>> {
    return this.send('POST', path, body, { 'idempotency-key': key })
  }

  put<Body = never>(path: string, body: object): Promise<Reply<Body>> {
    return this.send('PUT', path, body)
  }

  delete<Body = never>(path: string): Promise<Reply<Body>> {
    return this.send('DELETE', path, undefined)
  }

  /** A server that says it is busy is asked again: the machine that runs the tests may be. */
  async send<Body = never>(method: Method, path: string, body?: object, headers: Headers = {}): Promise<Reply<Body>> {
    for (let tries = 1; ; tries += 1) {
      const reply = await this.#once<Body>(method, path, body, headers)
      if (!reply.text.includes('"OVERLOADED"') || tries === TRIES) return reply
      await sleep(BUSY_MS)
    }
  }

  async #once<Body>(method: Method, path: string, body: object | undefined, headers: Headers): Promise<Reply<Body>> {
    const url = /^\/(sync\/v1|api|health)(\/|$)/.test(path) ? path : `/api/v1${path}`
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...this.#headersOf(method, url, payload),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    })
    const text = response.body
    const isJson = /[/+]json/.test(String(response.headers['content-type']))
    return {
      status: response.statusCode,
      body: (isJson ? JSON.parse(text) : text) as Body,
      text,
      headers: response.headers,
    }
  }
}
