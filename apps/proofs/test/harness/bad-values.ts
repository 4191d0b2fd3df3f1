import { sampleOf, type JsonSchema } from './json-schema.ts'

/** One thing that is wrong with an otherwise good value. */
export type Bad = { readonly what: string; readonly value: unknown }

const BEYOND = 2 ** 53

/** Values that a schema must refuse, each wrong in one place. */
export function badValuesOf(schema: JsonSchema, path = 'body'): Bad[] {
  if (schema.anyOf) return []
  switch (schema.type) {
    case 'object':
      return badObjects(schema, path)
    case 'array':
      return [
        { what: `${path}: an object for a list`, value: {} },
        ...badValuesOf(schema.items ?? {}, `${path}[0]`).map(({ what, value }) => ({ what, value: [value] })),
      ]
    case 'integer':
    case 'number':
      return badNumbers(schema, path)
    case 'boolean':
      return [{ what: `${path}: text for a yes or no`, value: 'true' }]
    case 'string':
      return badTexts(schema, path)
    default:
      return []
  }
}

function badObjects(schema: JsonSchema, path: string): Bad[] {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return []
  const good = sampleOf(schema) as Record<string, unknown>
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([each]) => each !== name))
  return [
    { what: `${path}: a list for an object`, value: [] },
    { what: `${path}: null`, value: null },
    { what: `${path}: an unknown field`, value: { ...good, surprise: 1 } },
    ...(schema.required ?? []).map((name) => ({ what: `${path}.${name}: missing`, value: without(name) })),
    ...properties.flatMap(([name, property]) =>
      badValuesOf(property, `${path}.${name}`).map(({ what, value }) => ({ what, value: { ...good, [name]: value } })),
    ),
  ]
}

function badNumbers({ type, minimum = -Infinity, maximum = Infinity }: JsonSchema, path: string): Bad[] {
  return [
    { what: `${path}: a number as text`, value: '1000' },
    { what: `${path}: null`, value: null },
    ...(type === 'integer' ? [{ what: `${path}: a fraction`, value: 1.5 }] : []),
    ...(maximum < BEYOND ? [{ what: `${path}: 2^53`, value: BEYOND }] : []),
    ...(minimum >= 0 ? [{ what: `${path}: negative`, value: -1000 }] : []),
  ]
}

function badTexts({ pattern, maxLength, enum: choices, minLength = 0 }: JsonSchema, path: string): Bad[] {
  return [
    { what: `${path}: a number for a text`, value: 42 },
    ...(minLength > 0 ? [{ what: `${path}: empty`, value: '' }] : []),
    ...(pattern === undefined && choices === undefined
      ? []
      : [{ what: `${path}: another form`, value: 'no such ¿form?' }]),
    // PostgreSQL keeps neither, so what a store let in would never reach head office.
    { what: `${path}: a NUL`, value: 'a\u0000b'.padEnd(minLength, '.') },
    { what: `${path}: half a character`, value: 'a\ud800b'.padEnd(minLength, '.') },
    ...(maxLength === undefined ? [] : [{ what: `${path}: too long`, value: 'x'.repeat(maxLength + 1) }]),
  ]
}
