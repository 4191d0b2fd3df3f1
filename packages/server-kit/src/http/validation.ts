import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { fieldProblems, type FieldProblem } from './field-problems.ts'
import { isDeeper, isLarger } from './json-size.ts'
import { isOpen } from './schema-faults.ts'

type Schema = object

/** What a request may not be, one entry per field. Carries the words the client shows beside its fields. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  readonly fields: readonly FieldProblem[]

  constructor(fields: readonly FieldProblem[]) {
    super('validation failed')
    this.fields = fields
  }
}

const EXACT: Options = {
  strict: true,
  strictTypes: false,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
}
const FROM_TEXT: Options = { ...EXACT, coerceTypes: true, useDefaults: true }

// Each keeps what it has compiled by its schema, so several servers in one process share their validators.
const exact = validators(EXACT)
const thorough = validators({ ...EXACT, allErrors: true })
const fromText = validators({ ...FROM_TEXT, allErrors: true })

/** A refused body with more values is told its first mistake only, so that a hostile one cannot keep the server busy. */
const FULL_REPORT_VALUES = 2_000
/** A body of open JSON may not nest deeper, or it exhausts the stack of whoever walks it. Other schemas nest less. */
const MAX_DEPTH = 20

/**
 * Validators by part of the request. A body is JSON and says its types itself; params and query are text, so theirs
 * are converted first. A body stops at its first mistake; when it is small, the mistakes are collected in a second
 * pass, by a validator that is compiled when it is first needed.
 */
export const compileValidator: FastifySchemaCompiler<Schema> = ({ schema, httpPart }) => {
  if (httpPart !== 'body') return answering(fromText.compile(schema), httpPart ?? '')
  const quick = exact.compile(schema)
  const takesAnything = isOpen(schema)
  let full: ValidateFunction | undefined
  return (body: unknown) => {
    if (quick(body)) return takesAnything && isDeeper(body, MAX_DEPTH) ? TOO_DEEP : true
    if (isLarger(body, FULL_REPORT_VALUES)) return refused(quick.errors, 'body')
    full ??= thorough.compile(schema)
    full(body)
    return refused(full.errors, 'body')
  }
}

/**
 * Ajv counts the code points of every text that has a limit, and so reads it once more: a tenth of what a pushed sale
 * costs. A text has no more code points than units and no fewer than half of them, so most need no counting.
 */
function validators(options: Options): Ajv {
  const ajv = new Ajv(options)
  const keywords = {
    minLength: (limit: number, text: string) => text.length >= 2 * limit || pointsIn(text) >= limit,
    maxLength: (limit: number, text: string) => text.length <= limit || pointsIn(text) <= limit,
  }
  for (const [keyword, validate] of Object.entries(keywords)) {
    ajv.removeKeyword(keyword)
    ajv.addKeyword({ keyword, type: 'string', schemaType: 'number', validate })
  }
  return ajv
}

const pointsIn = (text: string) => [...text].length

const TOO_DEEP = { error: new ValidationError([{ path: 'body', problem: 'not_allowed' }]) }

function answering(validate: ValidateFunction, part: string) {
  return (value: unknown) => validate(value) || refused(validate.errors, part)
}

function refused(errors: readonly ErrorObject[] | null | undefined, part: string) {
  return { error: new ValidationError(fieldProblems(errors ?? [], part)) }
}
