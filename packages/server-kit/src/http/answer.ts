import type { Readable } from 'node:stream'

declare const body: unique symbol

/** An answer that is ready to leave: its bytes are not serialised again. `Body` says what they contain. */
export type Answer<Body> = {
  readonly [body]?: Body
  readonly isAnswer: true
  readonly content: string | Buffer | Readable
  /** Status of the command unless told. */
  readonly status?: number
  readonly contentType: string
  /** Given before, for the same key: nothing was done this time. */
  readonly isReplay?: true
  readonly headers?: Readonly<Record<string, string | string[]>>
}

/**
 * JSON that something else has written, such as the database or an idempotency record. The caller answers for its
 * agreeing with the response schema.
 */
export function jsonAnswer<Body>(content: string | Buffer, status?: number): Answer<Body> {
  return { isAnswer: true, content, contentType: 'application/json; charset=utf-8', ...(status && { status }) }
}

/** A body that is sent while it is read. */
export function streamAnswer<Body>(
  contentType: string,
  content: Readable,
  headers: Readonly<Record<string, string>> = {},
): Answer<Body> {
  return { isAnswer: true, content, contentType, headers }
}

export function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === 'object' && value !== null && 'isAnswer' in value && value.isAnswer === true
}
