import { createHash, timingSafeEqual } from 'node:crypto'
import { DomainError } from '@pos/core'
import type { FastifyRequest } from 'fastify'
import { isFromThisMachine } from './this-machine.ts'

const SHORTEST_TOKEN = 32

/**
 * Reads `POS_METRICS_TOKEN`.
 *
 * @throws Error with one sentence, without the value, when it can be guessed
 */
export function readMetricsToken(env: NodeJS.ProcessEnv): string | undefined {
  const token = env['POS_METRICS_TOKEN']
  if (token === undefined || token.length >= SHORTEST_TOKEN) return token
  throw new Error(`POS_METRICS_TOKEN has ${token.length} characters: write at least ${SHORTEST_TOKEN}.`)
}

/**
 * Lets in who may read the metrics: with a token whoever brings it, from wherever; without one this machine, unless it
 * speaks for another, as a proxy does.
 *
 * @returns a check that throws DomainError METRICS_CLOSED
 */
export function createMetricsDoor(token: string | undefined): (request: FastifyRequest) => void {
  const expected = token === undefined ? undefined : digestOf(`Bearer ${token}`)
  return (request) => {
    const { authorization = '', forwarded, 'x-forwarded-for': forwardedFor } = request.headers
    const isOwn = isFromThisMachine(request) && forwarded === undefined && forwardedFor === undefined
    const isLetIn = expected === undefined ? isOwn : timingSafeEqual(digestOf(authorization), expected)
    if (!isLetIn) throw new DomainError('METRICS_CLOSED')
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
