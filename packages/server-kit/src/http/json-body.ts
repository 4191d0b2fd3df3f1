import { isUtf8 } from 'node:buffer'
import { DomainError } from '@pos/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FieldProblem } from './field-problems.ts'
import { isSync } from './paths.ts'
import { unpack } from './unpack.ts'
import { isUsableJson } from './usable-json.ts'
import { ValidationError } from './validation.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came over the wire: what a signature and an idempotency key are about. */
    bodyBytes: Buffer | undefined
  }
}

const MEDIA_TYPE = /^application\/json(?: *; *charset="?utf-8"?)?$/i
const PLAIN = 'identity'
const PACKED = 'gzip'

/**
 * JSON in UTF-8 is the only thing a body may be; on the sync channel it may be packed. Names and texts that are not usable
 * are refused wherever they stand, and the bytes are kept beside the parsed value.
 */
export function acceptOnlyJson(app: FastifyInstance): void {
  app.decorateRequest('bodyBytes', undefined)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.bodyBytes = body
    if (!MEDIA_TYPE.test(request.headers['content-type'] ?? '')) return done(new DomainError('BODY_NOT_JSON'))
    const encoding = request.headers['content-encoding'] ?? PLAIN
    if (encoding === PLAIN) return read(body, done)
    if (encoding !== PACKED || !mayBePacked(request)) return done(new DomainError('BODY_NOT_JSON'))
    unpack(body, request.routeOptions.bodyLimit).then((text) => read(text, done), done)
  })
}

type Done = (error: Error | null, value?: unknown) => void

function read(body: Buffer, done: Done): void {
  if (body.length === 0) return done(null, undefined)
  if (!isUtf8(body)) return done(new DomainError('BODY_NOT_JSON'))
  const value = parsed(body.toString('utf8'))
  if (value === undefined) return done(refusedFor('wrong_format'))
  return isUsableJson(value) ? done(null, value) : done(refusedFor('not_allowed'))
}

function mayBePacked({ routeOptions }: FastifyRequest): boolean {
  const { command } = routeOptions.config
  return command !== undefined && isSync(command)
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
