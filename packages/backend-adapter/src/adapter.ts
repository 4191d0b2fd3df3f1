import { DomainError } from '@pos/core'
import type { Command, ErrorCode, ResponseOf } from '@pos/shared-types'
import { refusalIn } from './backend-refusal.ts'
import type { ArgsOf } from './command-args.ts'
import { targetOf, type Values } from './target-of.ts'
import type { Transport, WireAnswer, WireRequest } from './wire.ts'

export type AdapterOptions = {
  /** The token of who is signed in, asked for at every command. */
  readonly token?: (() => string | undefined) | undefined
  /** In which language refusals speak. */
  readonly language?: (() => string) | undefined
  /** A new idempotency key. */
  readonly newKey: () => string
  /** Waits before a command is sent again. */
  readonly wait: (ms: number) => Promise<void>
  /** The code of a server that does not answer. */
  readonly unreachable?: Extract<ErrorCode, 'HQ_UNREACHABLE' | 'STORE_UNREACHABLE'> | undefined
  /**
   * Gets another token when there is none, or when the server no longer takes the one it was sent; answers whether there
   * is one now. The command is then sent again, with the same key.
   */
  readonly renew?: (() => Promise<boolean>) | undefined
  /** Told when the server no longer knows who is signed in. */
  readonly onSignedOut?: (() => void) | undefined
  /** Told when a right was missing: the page may know less of the person's rights than the server. */
  readonly onDenied?: (() => void) | undefined
  /** Longest wait for one answer; 15 s unless told. */
  readonly timeoutMs?: number | undefined
}

/** The way from a page to its server. */
export interface Adapter {
  /**
   * Executes a command of the contract.
   *
   * A command that changes something carries an idempotency key. When no answer came, reading commands and keyed ones
   * are sent again, with the same key.
   *
   * @throws BackendRefusal what the server refuses, with its sentence
   * @throws DomainError HQ_UNREACHABLE or STORE_UNREACHABLE when no answer came
   */
  execute<C extends Command>(command: C, args: ArgsOf<C>): Promise<ResponseOf<C>>
}

type AnyArgs = {
  readonly params?: Values | undefined
  readonly query?: Values | undefined
  readonly body?: unknown
  readonly key?: string | undefined
  readonly signal?: AbortSignal | undefined
}

const TIMEOUT_MS = 15_000
/** Before the second and the third try. */
const WAITS_MS = [300, 1200]
const SIGNED_OUT: ReadonlySet<string> = new Set(['AUTH_REQUIRED', 'AUTH_SESSION_ENDED'])

/** The same adapter over any transport. */
export function adapterOver(transport: Transport, options: AdapterOptions): Adapter {
  const { unreachable = 'HQ_UNREACHABLE', wait, onSignedOut = () => {}, onDenied = () => {}, newKey } = options

  async function execute<C extends Command>(command: C, args: ArgsOf<C>): Promise<ResponseOf<C>> {
    const { signal, ...given }: AnyArgs = args
    const keyed = { ...given, key: given.key ?? (command.method === 'GET' ? '' : newKey()) }
    const renew = isForAnybody(command) ? undefined : options.renew
    if (options.token?.() === undefined) await renew?.()
    const ask = () => send(requestOf(command, keyed, options), isRepeatable(command) ? WAITS_MS : [], signal)
    let answer = await ask()
    if (isSignedOut(answer) && (await renew?.()) === true) answer = await ask()
    if (answer.status < 300) return (answer.text === '' ? undefined : JSON.parse(answer.text)) as ResponseOf<C>
    const refusal = refusalIn(answer)
    if (refusal === undefined) throw new DomainError(unreachable, { status: answer.status })
    if (isSignedOut(answer) && !isForAnybody(command)) onSignedOut()
    if (refusal.code === 'PERMISSION_DENIED') onDenied()
    throw refusal
  }

  async function send(
    request: WireRequest,
    waits: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<WireAnswer> {
    const limit = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
    try {
      return await transport(request, signal ? AbortSignal.any([signal, limit]) : limit)
    } catch (cause) {
      const [first, ...rest] = waits
      if (first === undefined || signal?.aborted) throw new DomainError(unreachable, {}, { cause })
      await wait(first)
      return send(request, rest, signal)
    }
  }

  return { execute }
}

const isSignedOut = (answer: WireAnswer): boolean =>
  answer.status === 401 && SIGNED_OUT.has(refusalIn(answer)?.code ?? '')

/** Whoever signs in is not signed out by being refused. */
const isForAnybody = ({ access }: Command): boolean => Object.values(access).includes('public')

/** Sending it twice does what sending it once does. */
const isRepeatable = ({ method, isKeyed }: Command): boolean => method === 'GET' || isKeyed === true

function requestOf(
  command: Command,
  args: AnyArgs & { readonly key: string },
  { token, language }: AdapterOptions,
): WireRequest {
  const { method, usesCookie } = command
  const held = token?.()
  const spoken = language?.()
  const body = args.body === undefined ? undefined : JSON.stringify(args.body)
  return {
    method,
    target: targetOf(command, args.params, args.query),
    headers: {
      accept: 'application/json',
      ...((body !== undefined || usesCookie) && { 'content-type': 'application/json' }),
      ...(usesCookie && { 'pos-page': '1' }),
      ...(spoken !== undefined && { 'accept-language': spoken }),
      ...(held !== undefined && { authorization: `Bearer ${held}` }),
      ...(method !== 'GET' && { 'idempotency-key': args.key }),
    },
    body,
  }
}
