import { assert } from '@pos/core'
import type { Command } from '@pos/shared-types'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema, RouteOptions } from 'fastify'
import type { CheckedRequest, Route } from '../handle.ts'
import { assertNoted, isAudited } from '../audit/note-refusal.ts'
import type { Admission } from './admission.ts'
import { isAnswer, type Answer } from './answer.ts'
import type { Needs } from './needs.ts'
import { urlOf } from './paths.ts'
import { commandRequest } from './request-of.ts'
import { serialiserOf } from './serialise.ts'
import { ValidationError } from './validation.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route answers. A route of ours without one stops the start. */
    command?: Command
  }
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** Adds a route whose request is admitted, checked, answered and documented as its command says. */
export function registerRoute(
  app: FastifyInstance,
  route: Route,
  { onRequest, preValidation }: Admission,
  needs: Needs,
): void {
  const { command } = route
  const options: RouteOptions = {
    method: command.method,
    url: urlOf(command),
    schema: schemaOf(command),
    config: { command },
    onRequest,
    handler: answering(route, needs),
    ...(preValidation && { preValidation }),
    ...(command.bodyLimit !== undefined && { bodyLimit: command.bodyLimit }),
    ...(route.connect && { wsHandler: connecting(route, needs) }),
  }
  app.route(options)
}

function schemaOf({ params, query, body, response, status = 200 }: Command): FastifySchema {
  return {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: { [status]: response },
  }
}

function answering({ command, run }: Route, needs: Needs) {
  const serialise = serialiserOf(command.response)
  const normal = command.status ?? 200
  const isAlwaysNoted = isAudited(command) && command.isAuditedByContent !== true
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (run === undefined) return reply.callNotFound()
    const checked = requestOf(command, serialise, request, needs)
    const result = await run(checked)
    if (isAlwaysNoted && !isReplay(result)) await assertNoted(needs.audit, checked.ctx, command)
    if (isAnswer(result)) return sendAnswer(reply, result, normal)
    reply.code(normal)
    if (normal === 204) return reply.send()
    return reply.header('content-type', JSON_TYPE).send(serialise(result))
  }
}

function isReplay(result: unknown): boolean {
  return isAnswer(result) && result.isReplay === true
}

function connecting({ command, connect }: Route, needs: Needs): NonNullable<RouteOptions['wsHandler']> {
  const serialise = serialiserOf(command.response)
  return (socket, request) => connect?.(socket, requestOf(command, serialise, request, needs))
}

function requestOf(
  command: Command,
  serialise: (value: unknown) => string,
  request: FastifyRequest,
  needs: Needs,
): CheckedRequest {
  const { caller } = request
  assert(caller !== undefined, `${command.name} was reached by nobody known`)
  if (command.body === undefined && request.body !== undefined && request.body !== null) {
    throw new ValidationError([{ path: 'body', problem: 'unknown' }])
  }
  return commandRequest(command, serialise, request, caller, needs)
}

function sendAnswer(reply: FastifyReply, answer: Answer<unknown>, normal: number): FastifyReply {
  if (answer.headers) reply.headers(answer.headers)
  return reply
    .code(answer.status ?? normal)
    .header('content-type', answer.contentType)
    .send(answer.content)
}
