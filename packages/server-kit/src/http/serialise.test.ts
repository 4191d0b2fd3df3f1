import { schema } from '@pos/shared-types'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { serialiserOf } from './serialise.ts'

const Answer = schema.strict({
  id: schema.text(),
  note: schema.orNull(schema.text()),
  parent: schema.orNull(schema.strict({ id: schema.text() })),
  cells: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
  value: Type.Unknown(),
  lines: Type.Optional(Type.Array(schema.strict({ totalMinor: schema.minor() }))),
})

test('an answer is written as JSON would write it, nulls, unions and open parts included', () => {
  const full = {
    id: 'é"\n',
    note: null,
    parent: { id: 'p' },
    cells: { a: 'x', b: 1.5, c: null, d: '7' },
    value: { deep: [1, { two: true }] },
    lines: [{ totalMinor: -9_007_199_254_740_991 }],
  }
  const sparse = { id: '', note: 'n', parent: null, cells: {}, value: null }

  expect(JSON.parse(serialiserOf(Answer)(full))).toEqual(full)
  expect(JSON.parse(serialiserOf(Answer)(sparse))).toEqual(sparse)
})

test('[SEC-21] a field the schema does not name is left out at every level', () => {
  const text = serialiserOf(Answer)({
    id: 'x',
    note: null,
    parent: { id: 'p', costMinor: 5 },
    cells: {},
    value: null,
    pepper: 'secret',
    lines: [{ totalMinor: 1, costMinor: 5 }],
  })

  expect(text).not.toMatch(/costMinor|pepper/)
})

test('a missing field is a bug, not an answer', () => {
  expect(() => serialiserOf(schema.strict({ id: schema.text() }))({})).toThrow('required')
})
