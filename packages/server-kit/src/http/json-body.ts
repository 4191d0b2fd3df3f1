import { isUtf8 } from 'node:buffer'
import { DomainError } from '@pos/core'
import type { FastifyInstance } from 'fastify'
import { hasUsableTexts } from './usable-text.ts'
import { ValidationError } from './validation.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came over the wire: what a signature and an idempotency key are about. */
    bodyBytes: Buffer | undefined
  }
}

const MEDIA_TYPE = /^application\/json(?: *; *charset="?utf-8"?)?$/i

/**
 * JSON in UTF-8 is the only thing a body may be. `__proto__`, `constructor.prototype` and texts that no database keeps
 * are refused wherever they stand, and the bytes are kept beside the parsed value.
 */
export function acceptOnlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.decorateRequest('bodyBytes', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.bodyBytes = body
    if (!MEDIA_TYPE.test(request.headers['content-type'] ?? '')) return done(new DomainError('BODY_NOT_JSON'))
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(new DomainError('BODY_NOT_JSON'))
    const text = body.toString('utf8')
    return parse(request, text, (error: Error | null, value?: unknown) => {
      const isUsable = error !== null || !text.includes('\\u') || hasUsableTexts(value)
      return isUsable ? done(error, value) : done(new ValidationError([{ path: 'body', problem: 'not_allowed' }]))
    })
  })
}
