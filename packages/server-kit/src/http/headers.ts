import type { FastifyInstance } from 'fastify'
import type { ServerKind } from '@pos/shared-types'

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/**
 * Only head office, and only where it is reached by https: a store server has a certificate of its own on a LAN, where
 * pinning a name to TLS would lock people out.
 */
const HSTS = { 'strict-transport-security': 'max-age=31536000' }

/**
 * Security headers of answers that are data. Set from one constant: building them per request, as a page needs, costs
 * more than serialising a sale. Pages set their own.
 */
export function protectAnswers(app: FastifyInstance, kind: ServerKind): void {
  const behindTls = kind === 'hq' ? { ...HEADERS, ...HSTS } : HEADERS
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.protocol === 'https' ? behindTls : HEADERS)
    done()
  })
}
