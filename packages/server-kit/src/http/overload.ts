import underPressure from '@fastify/under-pressure'
import { DomainError } from '@pos/core'
import type { FastifyInstance } from 'fastify'

/** Mean delay of the event loop over a second, in ms, above which new requests are sent away. */
const MAX_LOOP_DELAY_MS = 1_000

/** Refuses new work while the process cannot keep up, so that the work it has accepted still gets done. */
export async function shedOverload(app: FastifyInstance): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: MAX_LOOP_DELAY_MS,
    pressureHandler: (request) => {
      if (request.routeOptions.config.command?.name.startsWith('system.')) return
      throw new DomainError('OVERLOADED')
    },
  })
}
