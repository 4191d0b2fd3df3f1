import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError, type ErrorParams } from '@pos/core'
import { uuidv7Ids } from '@pos/server-kit'
import {
  isErrorCode,
  login,
  type BodyOf,
  type Command,
  type ParamsOf,
  type QueryOf,
  type ResponseOf,
  type SignedIn,
} from '@pos/shared-types'
import { Refusal } from '../../refusal.ts'

export type Account = { readonly tenant?: string; readonly username: string; readonly password: string }

export type ServerClientOptions = {
  /** As a sentence begins: "Head office". */
  readonly name: string
  readonly baseUrl: string
  readonly account: Account
  /** How long an unanswered call is tried again. */
  readonly patienceMs?: number
}

export type Call<C extends Command> = {
  readonly params?: ParamsOf<C>
  readonly query?: QueryOf<C>
  readonly body?: BodyOf<C>
  /** Idempotency key; a fresh one unless told. */
  readonly key?: string
}

const PATIENCE_MS = 300_000
const FIRST_WAIT_MS = 100
/** Whoever signs in elsewhere ends the session here: two replays of one person take turns. */
const MOST_RENEWALS = 10
const LONGEST_WAIT_MS = 3_000
const ANSWER_MS = 60_000

/** What a server says when it should be asked once more, with the same key. */
const ASK_AGAIN: ReadonlySet<string> = new Set(['OVERLOADED', 'RATE_LIMITED', 'INTERNAL', 'IDEMPOTENCY_IN_FLIGHT'])

/** No whole answer came; the server may have done it or not. */
class NoAnswer extends Error {}

/** A client of one server, signed in as one person. It outlasts a server that is killed and started again. */
export class ServerClient {
  readonly #options: ServerClientOptions
  #signingIn: Promise<SignedIn> | undefined

  constructor(options: ServerClientOptions) {
    this.#options = options
  }

  /**
   * Who is signed in.
   *
   * @throws Refusal when the server does not answer within `patienceMs`, DomainError AUTH_FAILED
   */
  signIn(patienceMs?: number): Promise<SignedIn> {
    const { tenant, username, password } = this.#options.account
    const body = { ...(tenant !== undefined && { tenant }), username, password }
    this.#signingIn ??= this.#patiently(login, () => this.#ask(login, { body }, undefined), patienceMs)
    this.#signingIn.catch(() => (this.#signingIn = undefined))
    return this.#signingIn
  }

  /**
   * Calls a command until it is answered. A token that has run out is renewed.
   *
   * @throws DomainError the server's refusal, Refusal when it stays away too long
   */
  async call<C extends Command>(command: C, call: Call<C> = {}): Promise<ResponseOf<C>> {
    const keyed = { key: uuidv7Ids.next(), ...call }
    for (let renewals = 0; ; renewals += 1) {
      const { accessToken } = await this.signIn()
      try {
        return await this.#patiently(command, () => this.#ask(command, keyed, accessToken))
      } catch (error) {
        const isOver = error instanceof DomainError && error.status === 401
        if (!isOver || renewals === MOST_RENEWALS) throw error
        if ((await this.signIn()).accessToken === accessToken) this.#signingIn = undefined
      }
    }
  }

  async #patiently<Result>(
    command: Command,
    ask: () => Promise<Result>,
    patienceMs = this.#options.patienceMs ?? PATIENCE_MS,
  ): Promise<Result> {
    const startedAt = performance.now()
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        return await ask()
      } catch (error) {
        if (!shouldAskAgain(error)) throw error
        const patience = error instanceof NoAnswer ? patienceMs : PATIENCE_MS
        if (performance.now() + waitMs > startedAt + patience) throw this.#gaveUp(command, error)
        await sleep(waitMs)
      }
    }
  }

  #gaveUp({ name }: Command, error: unknown): unknown {
    if (!(error instanceof NoAnswer)) return error
    return new Refusal(
      `${this.#options.name} does not answer ${name} at ${this.#options.baseUrl}: start it, then again.`,
    )
  }

  async #ask<C extends Command>(command: C, call: Call<C>, token: string | undefined): Promise<ResponseOf<C>> {
    const { status, text } = await this.#send(command, call, token)
    if (status < 300) return JSON.parse(text)
    throw refusalOf(status, text)
  }

  async #send<C extends Command>(
    command: C,
    { params, query, body, key }: Call<C>,
    token: string | undefined,
  ): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(addressOf(this.#options.baseUrl, command, params, query), {
        method: command.method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(command.isKeyed && key !== undefined && { 'idempotency-key': key }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      return { status: response.status, text: await response.text() }
    } catch (error) {
      throw new NoAnswer(`no answer from ${this.#options.baseUrl}`, { cause: error })
    }
  }
}

function addressOf(baseUrl: string, { path }: Command, params: unknown, query: unknown): URL {
  const values = new Map(Object.entries(params ?? {}))
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))))
  const url = new URL(`/api/v1${filled}`, baseUrl)
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
  return url
}

function shouldAskAgain(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof DomainError && ASK_AGAIN.has(error.code))
}

/** The refusal in a problem answer; a gateway's own page says nothing. */
function refusalOf(status: number, text: string): Error {
  try {
    const { code, params = {} }: { code?: string; params?: ErrorParams } = JSON.parse(text)
    if (isErrorCode(code)) return new DomainError(code, params)
  } catch {
    return new NoAnswer(`${status} ${text.slice(0, 200)}`)
  }
  return new NoAnswer(`${status} ${text.slice(0, 200)}`)
}
