import type { Socket } from 'node:net'
import { DomainError, type Ids } from '@pos/core'
import { problemOf } from './problem.ts'

/** How long a client may take, in milliseconds. */
export type Patience = {
  /** From the first byte, or the opening of the connection, to the end of the headers. */
  readonly headersMs: number
  /** To the end of the body. */
  readonly requestMs: number
  /** How often it is looked at. */
  readonly checkMs: number
}

export const PATIENCE: Patience = { headersMs: 10_000, requestMs: 30_000, checkMs: 2_000 }

const CODES = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
} as const

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}

/** What Node's server is told of it. */
export const serverPatience = ({ headersMs, checkMs }: Patience) => ({
  headersTimeout: headersMs,
  connectionsCheckingInterval: checkMs,
})

/** Answers what never became a request, in the shape of every other refusal, and lets go of the connection. */
export function createClientErrorHandler(ids: Ids): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    const isAnswerable = error.code !== 'ECONNRESET' && socket.writable && !socket.destroyed
    if (isAnswerable) socket.write(answerTo(error.code, ids.next()))
    socket.destroy()
  }
}

function answerTo(code: string | undefined, traceId: string): string {
  const known = Object.hasOwn(CODES, code ?? '') ? CODES[code as keyof typeof CODES] : 'REQUEST_MALFORMED'
  const problem = problemOf(new DomainError(known), 'en', traceId)
  const body = JSON.stringify(problem)
  return [
    `HTTP/1.1 ${problem.status} ${REASONS[problem.status]}`,
    'content-type: application/problem+json',
    'content-language: en',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n')
}
