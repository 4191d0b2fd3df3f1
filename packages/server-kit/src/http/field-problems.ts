import type { ErrorObject } from 'ajv'

/** Closed set, for clients to translate. */
export type Problem =
  | 'missing'
  | 'unknown'
  | 'wrong_type'
  | 'too_small'
  | 'too_large'
  | 'too_short'
  | 'too_long'
  | 'wrong_format'
  | 'not_allowed'

/** `path` names the part of the request and the way to the field: `body.lines.0.quantityMilli`. */
export type FieldProblem = { readonly path: string; readonly problem: Problem }

const MOST_FIELDS = 20
const MAX_PATH = 200

const PROBLEMS: Readonly<Record<string, Problem>> = {
  required: 'missing',
  additionalProperties: 'unknown',
  unevaluatedProperties: 'unknown',
  type: 'wrong_type',
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  maximum: 'too_large',
  exclusiveMaximum: 'too_large',
  minLength: 'too_short',
  minItems: 'too_short',
  maxLength: 'too_long',
  maxItems: 'too_long',
  pattern: 'wrong_format',
  format: 'wrong_format',
}

/** One problem per field. Where alternatives failed, only the field they stand for is named. */
export function fieldProblems(errors: readonly ErrorObject[], part: string): readonly FieldProblem[] {
  const alternatives = errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath)
  const byPath = new Map<string, FieldProblem>()
  for (const error of errors) {
    if (byPath.size >= MOST_FIELDS) break
    const isInsideAlternative =
      error.keyword !== 'anyOf' && alternatives.some((path) => error.instancePath.startsWith(path))
    if (isInsideAlternative) continue
    const path = pathOf(error, part)
    if (!byPath.has(path)) byPath.set(path, { path, problem: PROBLEMS[error.keyword] ?? 'not_allowed' })
  }
  return [...byPath.values()]
}

function pathOf({ instancePath, keyword, params }: ErrorObject, part: string): string {
  const own: unknown =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : ''
  const steps = instancePath
    .split('/')
    .filter((step) => step !== '')
    .map(unescape)
  return [part, ...steps, ...(typeof own === 'string' && own !== '' ? [own] : [])].join('.').slice(0, MAX_PATH)
}

function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
