import { DomainError, type ErrorParams } from '@pos/core'
import { ERROR_STATUS, type ErrorCode } from '@pos/shared-types'
import type { WireAnswer } from './wire.ts'

/** What is wrong with one field, by its path such as `body/name`. */
export type FieldProblem = { readonly path: string; readonly problem: string }

type Problem = {
  readonly code: ErrorCode
  readonly params: ErrorParams
  readonly detail: string
  readonly traceId: string | null
  readonly fields: readonly FieldProblem[]
}

/** The server said no, and why: `sentence` is in the language that was asked for. */
export class BackendRefusal extends DomainError {
  readonly sentence: string
  /** Names the request in the server's log. */
  readonly traceId: string | null
  readonly fields: readonly FieldProblem[]

  constructor({ code, params, detail, traceId, fields }: Problem) {
    super(code, params)
    this.sentence = detail
    this.traceId = traceId
    this.fields = fields
  }
}

/** What a problem answer says. A gateway's own page counts as no answer of the server: undefined. */
export function refusalIn({ text }: WireAnswer): BackendRefusal | undefined {
  const problem = parsed(text)
  if (problem?.code === undefined) return undefined
  const { code, params = {}, detail = '', traceId = null, fields = [] } = problem
  return new BackendRefusal({
    code: Object.hasOwn(ERROR_STATUS, code) ? code : 'INTERNAL',
    params,
    detail,
    traceId,
    fields,
  })
}

function parsed(text: string): Partial<Problem> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
