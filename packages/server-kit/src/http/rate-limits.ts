import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit'
import { DomainError } from '@pos/core'
import type { Command } from '@pos/shared-types'
import type { FastifyInstance } from 'fastify'

/** Requests per minute and address on routes that anybody may call. */
const READS_PER_MINUTE = 600
const WRITES_PER_MINUTE = 120
const REMEMBERED_ADDRESSES = 10_000

/** Limits what strangers may ask. Known callers are limited where the rule belongs, by account, device or key. */
export async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    cache: REMEMBERED_ADDRESSES,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => new DomainError('RATE_LIMITED', { seconds: Math.ceil(ttl / 1000) }),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  })
}

/** The limit of one public command. Probes are asked by machines that must get an answer. */
export function publicRate(command: Command): RateLimitOptions | false {
  if (command.name.startsWith('system.')) return false
  return { max: command.method === 'GET' ? READS_PER_MINUTE : WRITES_PER_MINUTE }
}
