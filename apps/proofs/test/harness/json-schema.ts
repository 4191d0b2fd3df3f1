import { randomUUIDv7 } from 'node:crypto'

/** As much of a JSON Schema as the contract uses. */
export type JsonSchema = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
}

const TEXTS = [
  'Something else',
  '2026-03-02',
  '2026-03-02T09:00',
  'USD',
  'US',
  'X9',
  '407164',
  '4071',
  '7f',
  'somebody',
  'somebody@shop.example',
  '0'.repeat(64),
  'A'.repeat(43),
  '00000-00000-00000-00000-0',
]

/** A value that a schema accepts. Ids are new, so they name nothing that exists. */
export function sampleOf(schema: JsonSchema): unknown {
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {})
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleOf(property)]),
      )
    case 'array':
      return [sampleOf(schema.items ?? {})]
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'string':
      return textFor(schema)
    default:
      return 'anything'
  }
}

function textFor({ pattern, minLength = 0, maxLength = Infinity }: JsonSchema): string {
  if (pattern?.startsWith('^[0-9a-f]{8}-')) return randomUUIDv7()
  const fits = (text: string) =>
    text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text))
  const text = TEXTS.find(fits) ?? 'long enough'.padEnd(minLength, '.').slice(0, maxLength)
  if (!fits(text)) throw new Error(`no sample fits ${pattern}`)
  return text
}
