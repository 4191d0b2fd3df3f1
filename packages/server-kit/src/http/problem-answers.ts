import { DomainError } from '@pos/core'
import { pickLanguage } from '@pos/i18n'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { noteRefusal } from '../audit/note-refusal.ts'
import type { Needs } from './needs.ts'
import { problemOf, type ProblemBody } from './problem.ts'

const RETRY_S = 2

/** Every error leaves as one shape; only what nobody expected is logged, and what was sensitive is noted first. */
export function answerWithProblems(app: FastifyInstance, needs: Needs): void {
  const { log } = needs
  app.setErrorHandler(async (thrown: FastifyError, request, reply) => {
    const error = isCutShort(thrown, request) ? new DomainError('REQUEST_MALFORMED') : thrown
    try {
      await noteRefusal(error, request, needs)
    } catch (unnoted) {
      return sendProblem(unnoted, request, reply, log)
    }
    return sendProblem(error, request, reply, log)
  })
}

/** The client went away, or was sent away, before all of its body was here: nobody's bug. */
function isCutShort({ code }: FastifyError, { raw }: FastifyRequest): boolean {
  return code === 'ECONNRESET' && raw.destroyed && !raw.complete
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const language = pickLanguage(request.headers['accept-language'])
  const problem = problemOf(error, language, request.id)
  const { code, params } = problem
  request.refusal = { code, permission: code === 'PERMISSION_DENIED' ? String(params['permission']) : undefined }
  if (problem.code === 'INTERNAL' || problem.code.startsWith('STORAGE_')) {
    log.error(
      { err: error, traceId: request.id, method: request.method, route: request.routeOptions.url },
      'request failed',
    )
  }
  const seconds = retryAfter(error, problem)
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .headers({ 'content-type': 'application/problem+json', 'content-language': language })
    .send(JSON.stringify(problem))
}

function retryAfter(error: unknown, problem: ProblemBody): number | undefined {
  if (error instanceof DomainError && typeof error.params['seconds'] === 'number') return error.params['seconds']
  return problem.status === 503 ? RETRY_S : undefined
}
