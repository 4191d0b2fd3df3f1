import fastJsonStringify from 'fast-json-stringify'
import type { TSchema } from 'typebox'

type JsonSchema = { readonly [keyword: string]: unknown }
type Serialise = (value: unknown) => string

const compiled = new WeakMap<TSchema, Serialise>()

/**
 * Writes a response by its schema: faster than a general writer, and a field the schema does not name cannot leave.
 * Compiled once per schema.
 */
export function serialiserOf(schema: TSchema): Serialise {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const serialise: Serialise = fastJsonStringify(forWriting(schema) as fastJsonStringify.Schema)
  compiled.set(schema, serialise)
  return serialise
}

/**
 * The same schema with its unions of plain types said without `anyOf`: for those the writer would run a validator per
 * value, which costs more than writing it.
 */
function forWriting(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(forWriting)
  if (!isSchema(schema)) return schema
  const members = schema['anyOf']
  if (!Array.isArray(members)) return mapValues(schema, forWriting)
  const [only, ...others] = members.filter((member) => !isNull(member))
  if (isSchema(only) && others.length === 0 && members.length === 2)
    return { ...mapValues(only, forWriting), nullable: true }
  if (members.every(isPlain)) return { type: [...new Set(members.map((member) => member.type))] }
  return mapValues(schema, forWriting)
}

const PLAIN: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null']

function isPlain(member: unknown): member is { type: string } {
  return isSchema(member) && PLAIN.includes(member['type'])
}

function isNull(member: unknown): boolean {
  return isSchema(member) && member['type'] === 'null'
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapValues(schema: JsonSchema, change: (value: unknown) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, change(value)]))
}
