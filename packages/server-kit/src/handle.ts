import type { Awaitable, Context } from '@pos/core'
import type { BodyOf, Command, ParamsOf, QueryOf, ResponseOf } from '@pos/shared-types'
import type { Language } from '@pos/i18n'
import type { FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { Caller, CallerOf } from './auth/caller.ts'
import type { Answer } from './http/answer.ts'

/** A request that is signed in, permitted and checked against the schemas of its command. */
export type CommandRequest<C extends Command = Command> = {
  readonly command: C
  /** Tenant, store and user come from the caller's identity, never from a payload. */
  readonly ctx: Context
  readonly caller: CallerOf<C>
  readonly params: ParamsOf<C>
  readonly query: QueryOf<C>
  readonly body: BodyOf<C>
  /** The `Idempotency-Key`: always there on a keyed command. */
  readonly key: C['isKeyed'] extends true ? string : string | undefined
  readonly language: Language
  readonly raw: FastifyRequest
  /** The response as the text that leaves, by the response schema: fields it does not name are left out. */
  readonly serialise: (response: ResponseOf<C>) => string
}

/** A request in a list of routes, which has lost the type of each command; the schemas have checked what the type says. */
export type CheckedRequest = Pick<CommandRequest, 'command' | 'ctx' | 'language' | 'raw'> & {
  readonly caller: Caller
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly key: string | undefined
  readonly serialise: (response: never) => string
}

/** Gives the response body, or an answer whose bytes are already made. */
export type Handler<C extends Command> = (
  request: CommandRequest<C>,
) => Awaitable<ResponseOf<C> | Answer<ResponseOf<C>>>

export type SocketHandler<C extends Command> = (socket: WebSocket, request: CommandRequest<C>) => void

/** A command with the code that answers it. The server checks the request before the code sees it. */
export type Route = {
  readonly command: Command
  readonly run?: (request: CheckedRequest) => unknown
  readonly connect?: (socket: WebSocket, request: CheckedRequest) => void
}

/**
 * Says how a command is answered.
 *
 * @example
 * handle(completeSale, request =>
 *   unitOfWork.write(request.ctx, 'sales.complete', unit =>
 *     once(unit, request, () => rules.emit('sale:complete', unit, toInput(request), makeSale))))
 */
export function handle<C extends Command>(command: C, handler: Handler<C>): Route {
  return { command, run: (request) => handler(request as CommandRequest<C>) }
}

/** Says what happens with a WebSocket that is opened at a command. Signed in and permitted like any other request. */
export function handleSocket<C extends Command>(command: C, handler: SocketHandler<C>): Route {
  return { command, connect: (socket, request) => handler(socket, request as CommandRequest<C>) }
}
