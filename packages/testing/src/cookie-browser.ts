import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem, Reply } from './client.ts'

/** As much of a server's app as a browser needs. */
type App = {
  readonly inject: (request: {
    method: Method
    url: string
    headers: Record<string, string>
    payload?: string
    remoteAddress?: string
  }) => PromiseLike<{ statusCode: number; headers: Readonly<Record<string, unknown>>; body: string }>
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

const TRIES = 40
const BUSY_MS = 250

export type BrowserOptions = {
  readonly address?: string
  readonly host?: string
}

/** A browser: it keeps the cookies it is given and the access token of the last answer that had one. */
export class CookieBrowser {
  readonly cookies: Map<string, string>
  token: string | undefined
  readonly #app: App
  readonly #options: BrowserOptions

  constructor(app: App, options: BrowserOptions = {}, cookies: ReadonlyMap<string, string> = new Map()) {
    this.#app = app
    this.#options = options
    this.cookies = new Map(cookies)
  }

  /** Another that has the same cookies at this moment. */
  copy(options: BrowserOptions = this.#options): CookieBrowser {
    return new CookieBrowser(this.#app, options, this.cookies)
  }

  /** A server that says it is busy is asked again: the machine that runs the tests may be. */
  async send<Body = Problem>(method: Method, path: string, body?: object): Promise<Reply<Body>> {
    for (let tries = 1; ; tries += 1) {
      const reply = await this.#once<Body>(method, path, body)
      if (reply.status !== 503 || tries === TRIES) return reply
      await sleep(BUSY_MS)
    }
  }

  async #once<Body>(method: Method, path: string, body: object | undefined): Promise<Reply<Body>> {
    const { address, host = 'localhost:5100' } = this.#options
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        host,
        origin: `http://${host}`,
        'pos-page': '1',
        'content-type': 'application/json',
        ...(cookie !== '' && { cookie }),
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(address !== undefined && { remoteAddress: address }),
    })
    const given = response.headers['set-cookie']
    for (const line of Array.isArray(given) ? given : [given]) if (typeof line === 'string') this.#keep(line)
    const json: unknown = response.body === '' ? undefined : JSON.parse(response.body)
    if (typeof json === 'object' && json !== null && 'accessToken' in json) this.token = String(json.accessToken)
    return { status: response.statusCode, body: json as Body, text: response.body, headers: response.headers }
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    if (/;\s*max-age=0(;|$)/i.test(line)) this.cookies.delete(pair.slice(0, at))
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
