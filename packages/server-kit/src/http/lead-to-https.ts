import { DomainError } from '@pos/core'
import type { FastifyInstance } from 'fastify'
import { isOurs } from './paths.ts'
import { isFromThisMachine } from './this-machine.ts'

/** What a till reads before it trusts the store: the page that explains how, its files, and the authority itself. */
const BEFORE_TRUST = /^\/(?:install(?:[/?]|$)|assets\/|icon\.svg|api\/v1\/certificates(?:[/?]|$))/

/**
 * Keeps what is said out of plain http on the LAN: from another machine it only leads to https, and to the page that
 * helps to trust it.
 */
export function leadToHttps(app: FastifyInstance, port: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { protocol, url, method, hostname } = request
    const isRead = method === 'GET'
    const isFine = protocol === 'https' || isFromThisMachine(request) || (isRead && BEFORE_TRUST.test(url))
    if (isFine) return done()
    if (!isRead || isOurs(url.split('?')[0] ?? '')) return done(new DomainError('HTTPS_REQUIRED', { port }))
    return reply.redirect(`https://${hostname}:${port}${url}`, 308)
  })
}
