import { setTimeout as sleep } from 'node:timers/promises'
import type { BodyOf, Command, ParamsOf, QueryOf, ResponseOf } from '@pos/shared-types'
import { signRequest, systemClock, urlOf, type Signer } from '@pos/server-kit'

/** An answer as a client gets it: the bytes, and what they say. */
export type Answer = {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  readonly json: () => Record<string, unknown>
}

export type Question = {
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  /** Sent as JSON; a `Uint8Array` as it stands. */
  readonly body?: unknown
  readonly token?: string | undefined
  /** Signs the request as a store or a till. */
  readonly signer?: Signer | undefined
  readonly key?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal
}

type TypedQuestion<C extends Command> = Omit<Question, 'params' | 'query' | 'body'> & {
  readonly params?: ParamsOf<C>
  readonly query?: QueryOf<C>
  readonly body?: BodyOf<C>
}

const BUSY_TRIES = 100
const BUSY_MS = 100

/**
 * Sends anything to a command's address, right or wrong. A server that says it is busy is asked again.
 * Rejects only when no whole answer comes.
 */
export async function ask(baseUrl: string, command: Command, question: Question = {}): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await send(baseUrl, command, question)
    if (answer.status !== 503 || !answer.text.includes('OVERLOADED') || tries === BUSY_TRIES) return answer
    await sleep(BUSY_MS)
  }
}

async function send(baseUrl: string, command: Command, question: Question): Promise<Answer> {
  const { token, key, headers, signal } = question
  const body = bytesOf(question.body)
  const url = addressOf(baseUrl, command, question)
  const { method } = command
  const parts = { method, target: url.pathname + url.search, atMs: systemClock.now(), body }
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(question.signer && signRequest(question.signer, parts)),
      ...headers,
    },
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  })
  const text = await response.text()
  return { status: response.status, text, headers: response.headers, json: () => JSON.parse(text) }
}

/** Asks as a client that does it right, and gives what the command answers. */
export async function call<C extends Command>(
  baseUrl: string,
  command: C,
  question: TypedQuestion<C> = {},
): Promise<ResponseOf<C>> {
  const key = command.isKeyed && question.key === undefined ? { key: crypto.randomUUID() } : {}
  const answer = await ask(baseUrl, command, { ...question, ...key } as Question)
  if (answer.status >= 300) throw new Error(`${command.name} at ${baseUrl}: ${answer.status} ${answer.text}`)
  return answer.json() as ResponseOf<C>
}

function bytesOf(body: unknown): Buffer<ArrayBuffer> | undefined {
  if (body === undefined) return undefined
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body))
}

function addressOf(baseUrl: string, command: Command, { params, query }: Question): URL {
  const path = urlOf(command).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
  const url = new URL(path, baseUrl)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
  return url
}
