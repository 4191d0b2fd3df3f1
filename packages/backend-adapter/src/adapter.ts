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
  /** Told when the server no longer knows who is signed in. */
  readonly onSignedOut?: (() => void) | undefined
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
  const { unreachable = 'HQ_UNREACHABLE', wait, onSignedOut = () => {} } = options

  async function execute<C extends Command>(command: C, args: ArgsOf<C>): Promise<ResponseOf<C>> {
    const { signal, ...given }: AnyArgs = args
    const request = requestOf(command, given, options)
    const answer = await send(request, isRepeatable(command) ? WAITS_MS : [], signal)
    if (answer.status < 300) return (answer.text === '' ? undefined : JSON.parse(answer.text)) as ResponseOf<C>
    const refusal = refusalIn(answer)
    if (refusal === undefined) throw new DomainError(unreachable, { status: answer.status })
    if (SIGNED_OUT.has(refusal.code)) onSignedOut()
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

/** Sending it twice does what sending it once does. */
const isRepeatable = ({ method, isKeyed }: Command): boolean => method === 'GET' || isKeyed === true

function requestOf(command: Command, args: AnyArgs, { token, language, newKey }: AdapterOptions): WireRequest {
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
      ...(method !== 'GET' && { 'idempotency-key': args.key ?? newKey() }),
    },
    body,
  }
}
