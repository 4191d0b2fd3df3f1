import type { TSchema } from 'typebox'

type JsonSchema = { readonly [keyword: string]: unknown }

/**
 * Where a schema of something that comes in leaves a door open: an object that takes unknown fields, a list, a text or
 * a number without an end. Open JSON is allowed where it is said with a schema that says nothing.
 */
export function schemaFaults(schema: TSchema | undefined, path: string): readonly string[] {
  return schema === undefined ? [] : faultsIn(schema as JsonSchema, path)
}

/** Whether some part of a schema takes any JSON. */
export function isOpen(schema: object): boolean {
  const {
    type,
    anyOf,
    oneOf,
    allOf,
    enum: values,
    const: value,
    properties,
    patternProperties,
    items,
  } = asSchema(schema)
  const alternatives = [anyOf, oneOf, allOf].flatMap(asList)
  if (type === undefined && alternatives.length === 0 && values === undefined && value === undefined) return true
  const parts = [...Object.values(asSchema(properties)), ...Object.values(asSchema(patternProperties))].map(asSchema)
  return [...alternatives, ...parts, ...(items === undefined ? [] : [asSchema(items)])].some(isOpen)
}

function faultsIn(schema: JsonSchema, path: string): readonly string[] {
  const alternatives = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap(asList)
  if (alternatives.length > 0) return alternatives.flatMap((member, at) => faultsIn(member, `${path}|${at}`))
  if (schema['const'] !== undefined || schema['enum'] !== undefined) return []
  switch (schema['type']) {
    case 'object':
      return objectFaults(schema, path)
    case 'array':
      return [...missing(schema, path, ['maxItems']), ...faultsIn(asSchema(schema['items']), `${path}[]`)]
    case 'string':
      return schema['pattern'] === undefined ? missing(schema, path, ['maxLength']) : []
    case 'integer':
    case 'number':
      return [...limit(schema, path, 'inimum'), ...limit(schema, path, 'aximum')]
    default:
      return []
  }
}

function objectFaults(schema: JsonSchema, path: string): readonly string[] {
  const properties = Object.entries(asSchema(schema['properties']))
  const patterns = Object.values(asSchema(schema['patternProperties']))
  const isClosed = schema['additionalProperties'] === false || (patterns.length > 0 && properties.length === 0)
  return [
    ...(isClosed ? [] : [`${path} takes unknown fields`]),
    ...properties.flatMap(([name, property]) => faultsIn(asSchema(property), `${path}.${name}`)),
    ...patterns.flatMap((pattern) => faultsIn(asSchema(pattern), `${path}.*`)),
  ]
}

function missing(schema: JsonSchema, path: string, keywords: readonly string[]): readonly string[] {
  return keywords.filter((keyword) => schema[keyword] === undefined).map((keyword) => `${path} has no ${keyword}`)
}

function limit(schema: JsonSchema, path: string, ending: 'inimum' | 'aximum'): readonly string[] {
  const names = [`m${ending}`, `exclusiveM${ending}`]
  return names.some((name) => typeof schema[name] === 'number') ? [] : [`${path} has no m${ending}`]
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : {}
}

function asList(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.map(asSchema) : []
}
