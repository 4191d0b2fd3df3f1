import { BackendRefusal } from '@pos/backend-adapter'
import { kindOf, type FieldProblemKind } from './product-problems.ts'
import type { Field } from './record-form.ts'

export type RecordProblems<Form extends object> = { readonly [Name in Field<Form>]?: FieldProblemKind }

/** Which fields of a form a refusal is about, where the body of the command has the fields of the form. */
export function recordProblemsOf<Form extends object>(
  problem: unknown,
  form: Form,
  /** What no two records share. */
  unique: Field<Form>,
): RecordProblems<Form> {
  if (!(problem instanceof BackendRefusal)) return {}
  if (problem.code === 'CODE_TAKEN') return { [unique]: 'taken' } as RecordProblems<Form>
  const found = problem.fields.flatMap(({ path, problem: kind }) => {
    const [, name = ''] = path.split('.')
    if (!Object.hasOwn(form, name)) return []
    return [[name, isBlank(form[name as Field<Form>]) ? 'missing' : kindOf(kind)] as const]
  })
  return Object.fromEntries(found) as RecordProblems<Form>
}

const isBlank = (value: unknown) =>
  (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
