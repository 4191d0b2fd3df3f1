import type { FastifyRequest } from 'fastify'

const LOOPBACK = /^(?:::1|127\.|::ffff:127\.)/

/** Whether the connection comes from this machine; a proxy on it that speaks for others does too. */
export function isFromThisMachine({ socket }: FastifyRequest): boolean {
  return LOOPBACK.test(socket.remoteAddress ?? '')
}
