import { DomainError, type ErrorParams } from '@pos/core'
import {
  ENTITY_SCHEMA,
  ENTITY_SCHEMA_HEADER,
  ERROR_STATUS,
  type BodyOf,
  type Command,
  type ErrorCode,
  type ParamsOf,
  type QueryOf,
  type ResponseOf,
} from '@pos/shared-types'
import { isPacked } from '@pos/sync-engine'
import { signRequest, type DeviceSigner } from './sign-request.ts'

/** Packs bytes as `gzip` does. */
export type Gzip = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>

export type StoreClientOptions = DeviceSigner & {
  /** Origin of the store server, without a path. */
  readonly baseUrl: string
  readonly gzip: Gzip
  /** Longest wait for an answer; 10 s unless told. */
  readonly timeoutMs?: number | undefined
  /** Carries requests; the machine's own `fetch` unless told. */
  readonly fetch?: typeof fetch | undefined
}

export type Call<C extends Command> = {
  readonly params?: ParamsOf<C>
  readonly query?: QueryOf<C>
  readonly body?: BodyOf<C>
  /** The cashier's; without it the device signs. */
  readonly token?: string | undefined
  /** Idempotency key. */
  readonly key?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** From a size on the body leaves packed: the store unpacks what a device signs. */
  readonly isBulk?: boolean | undefined
}

const TIMEOUT_MS = 10_000
const encoder = new TextEncoder()

type Leaving = {
  readonly body: string | Uint8Array<ArrayBuffer> | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Speaks to the store server over HTTP, in the name of the device or of a cashier. */
export class StoreClient {
  readonly #options: StoreClientOptions

  constructor(options: StoreClientOptions) {
    this.#options = options
  }

  /**
   * Calls a command and answers its response.
   *
   * @throws DomainError the store's refusal, or STORE_UNREACHABLE when no whole answer came
   */
  async call<C extends Command>(command: C, call: Call<C>): Promise<ResponseOf<C>> {
    try {
      const response = await this.send(command, call)
      if (!response.ok) throw await refusalOf(response)
      return (response.status === 204 ? undefined : await response.json()) as ResponseOf<C>
    } catch (error) {
      if (error instanceof DomainError) throw error
      throw new DomainError('STORE_UNREACHABLE', {}, { cause: error })
    }
  }

  /** Sends a request and answers the raw response. Rejects when the outcome is unknown. */
  async send<C extends Command>(command: C, call: Call<C>): Promise<Response> {
    const { baseUrl, timeoutMs = TIMEOUT_MS, fetch: carry = fetch } = this.#options
    const url = new URL(targetOf(command, call.params), baseUrl)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, String(value))
    const { body, headers } = await this.#bodyOf(call)
    const target = url.pathname + url.search
    const limit = AbortSignal.timeout(timeoutMs)
    return carry(url, {
      method: command.method,
      headers: {
        [ENTITY_SCHEMA_HEADER]: String(ENTITY_SCHEMA),
        ...headers,
        ...(call.key !== undefined && { 'idempotency-key': call.key }),
        ...(call.token === undefined
          ? await signRequest(this.#options, { method: command.method, target, body })
          : bearer(call.token)),
      },
      ...(body !== undefined && { body }),
      signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
    })
  }

  async #bodyOf<C extends Command>({ body, isBulk }: Call<C>): Promise<Leaving> {
    const { baseUrl, gzip } = this.#options
    if (body === undefined) return { body: undefined, headers: {} }
    const headers = { 'content-type': 'application/json' }
    const text = JSON.stringify(body)
    const bytes = isBulk ? encoder.encode(text) : undefined
    if (bytes === undefined || !isPacked(baseUrl, bytes.length)) return { body: text, headers }
    return { body: await gzip(bytes), headers: { ...headers, 'content-encoding': 'gzip' } }
  }
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

function targetOf(command: Command, params: Readonly<Record<string, unknown>> | undefined): string {
  const path = command.path.startsWith('/sync/') ? command.path : `/api/v1${command.path}`
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
}

export type Problem = { readonly code: ErrorCode; readonly params: ErrorParams }

/** What a problem answer says; a gateway's own page counts as no answer of the store. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  try {
    const { code, params } = JSON.parse(text) as { code?: string; params?: ErrorParams }
    if (code !== undefined && Object.hasOwn(ERROR_STATUS, code))
      return { code: code as ErrorCode, params: params ?? {} }
  } catch {
    return { code: 'STORE_UNREACHABLE', params: { status: response.status } }
  }
  return { code: 'INTERNAL', params: { status: response.status } }
}

async function refusalOf(response: Response): Promise<DomainError> {
  const { code, params } = await problemOf(response)
  return new DomainError(code, params)
}
