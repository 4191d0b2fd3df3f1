import { DomainError, type ErrorParams } from '@pos/core'
import { Refusal } from '@pos/domain'
import { sentence, type Language } from '@pos/i18n'
import { ERROR_STATUS, type ErrorCode } from '@pos/shared-types'
import type { FieldProblem } from './field-problems.ts'
import { ValidationError } from './validation.ts'

/** RFC 9457 problem details. `code` is for programs, `title` and `detail` for the reader's eyes in his language. */
export type ProblemBody = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly params: ErrorParams
  readonly fields?: readonly FieldProblem[]
  readonly detail: string
  readonly traceId: string
}

type Refused = { readonly code: ErrorCode; readonly params: ErrorParams; readonly fields?: readonly FieldProblem[] }

/** What Fastify and its parts refuse by themselves. */
const FRAMEWORK: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_TYPE: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'VALIDATION_FAILED',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: 'BODY_NOT_JSON',
  FST_ERR_HANDLER_TIMEOUT: 'OVERLOADED',
}

/** The problem that answers an error. Whatever nobody expected becomes INTERNAL, and its message stays inside. */
export function problemOf(error: unknown, language: Language, traceId: string): ProblemBody {
  const { code, params, fields } = refusedBy(error, traceId)
  const text = sentence(code, params, language)
  return {
    type: `urn:pos:problem:${code}`,
    title: text,
    status: ERROR_STATUS[code],
    code,
    params,
    ...(fields && { fields }),
    detail: text,
    traceId,
  }
}

function refusedBy(error: unknown, traceId: string): Refused {
  if (error instanceof DomainError || error instanceof Refusal) return { code: error.code, params: error.params }
  if (error instanceof ValidationError) return { code: 'VALIDATION_FAILED', params: {}, fields: error.fields }
  const code = frameworkCode(error)
  if (code === 'VALIDATION_FAILED') return { code, params: {}, fields: [{ path: 'body', problem: 'wrong_format' }] }
  if (code !== undefined) return { code, params: {} }
  return { code: 'INTERNAL', params: { traceId } }
}

function frameworkCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return FRAMEWORK[String(error.code)]
}
