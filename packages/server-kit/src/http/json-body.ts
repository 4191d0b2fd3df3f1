import { isUtf8 } from 'node:buffer'
import { DomainError } from '@pos/core'
import type { FastifyInstance } from 'fastify'
import type { FieldProblem } from './field-problems.ts'
import { isUsableJson } from './usable-json.ts'
import { ValidationError } from './validation.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came over the wire: what a signature and an idempotency key are about. */
    bodyBytes: Buffer | undefined
  }
}

const MEDIA_TYPE = /^application\/json(?: *; *charset="?utf-8"?)?$/i

/**
 * JSON in UTF-8 is the only thing a body may be. Names and texts that are not usable are refused wherever they stand,
 * and the bytes are kept beside the parsed value.
 */
export function acceptOnlyJson(app: FastifyInstance): void {
  app.decorateRequest('bodyBytes', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.bodyBytes = body
    if (!MEDIA_TYPE.test(request.headers['content-type'] ?? '')) return done(new DomainError('BODY_NOT_JSON'))
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(new DomainError('BODY_NOT_JSON'))
    const value = parsed(body.toString('utf8'))
    if (value === undefined) return done(refusedFor('wrong_format'))
    return isUsableJson(value) ? done(null, value) : done(refusedFor('not_allowed'))
  })
}

/** Undefined, which JSON has no text for, when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const refusedFor = (problem: FieldProblem['problem']) => new ValidationError([{ path: 'body', problem }])
