import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unwrapFact, wrapFact } from './fact-envelope.ts'

test('[SE23] a fact comes out of its envelope byte for byte, whatever is in it', () => {
  fc.assert(
    fc.property(fc.json(), fc.jsonValue(), (fact, made) => {
      const { fact: out, made: outMade } = unwrapFact(wrapFact(fact, made))
      expect(out).toBe(fact)
      expect(outMade).toEqual(JSON.parse(JSON.stringify(made)))
    }),
  )
})

test('[SE23] an envelope is itself JSON', () => {
  const text = wrapFact('{"name":"Añejo 🥃"}', { movements: [1] })
  expect(JSON.parse(text)).toEqual({ factBytes: 22, fact: { name: 'Añejo 🥃' }, made: { movements: [1] } })
})

test.each([
  '',
  '{}',
  '{"factBytes":3,"fact":{},"made":{}}',
  '{"factBytes":1,"fact":{},"made":{}}',
  '{"factBytes":2,"fact":{}}',
])('[SE23] %j is refused as an envelope', (text) => {
  expect(() => unwrapFact(text)).toThrow(SyntaxError)
})
