import { schema } from '@pos/shared-types'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { compileValidator, type ValidationError } from './validation.ts'

const compile = (body: object) => {
  const validate = compileValidator({ schema: body, method: 'POST', url: '/', httpPart: 'body' })
  return (value: unknown): unknown => {
    const result: unknown = validate(value)
    if (result === true) return 'accepted'
    const { error } = result as { error: ValidationError }
    return error.fields
  }
}

const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown

test('open JSON may nest, but not without end', () => {
  const check = compile(schema.strict({ value: Type.Unknown() }))

  expect(check({ value: nested(15) })).toBe('accepted')
  expect(check({ value: nested(10_000) })).toEqual([{ path: 'body', problem: 'not_allowed' }])
})

test('a large body is told its first mistake only', () => {
  const check = compile(schema.strict({ ids: Type.Array(schema.count(), { maxItems: 10_000 }) }))
  const wrong = (count: number) => ({ ids: Array.from({ length: count }, () => 'x') })

  expect(check(wrong(5))).toHaveLength(5)
  expect(check(wrong(100))).toHaveLength(20)
  expect(check(wrong(5_000))).toHaveLength(1)
})

test('a field that may be null and is neither is named once', () => {
  const check = compile(schema.strict({ note: schema.orNull(schema.text(3)) }))

  expect(check({ note: null })).toBe('accepted')
  expect(check({ note: 'long' })).toEqual([{ path: 'body.note', problem: 'not_allowed' }])
})
