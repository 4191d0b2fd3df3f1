import type { Command } from '@pos/shared-types'
import type { Question } from './ask.ts'
import { badValuesOf } from './bad-values.ts'
import { sampleOf, type JsonSchema } from './json-schema.ts'

export type BadRequest = { readonly what: string; readonly question: Question }

const MEGABYTE = 1_048_576
/** What a server decides by itself, wherever a body does not name it. */
const FORGED = [
  'tenantId',
  'storeId',
  'userId',
  'isSuperAdmin',
  'permissions',
  'price',
  'cost',
  'status',
  'createdAt',
  'version',
]
const sampleOfForged = (name: string): unknown =>
  name === 'isSuperAdmin' ? true : name.endsWith('Id') ? crypto.randomUUID() : 1
const json = { 'content-type': 'application/json' }
const bytes = (text: string) => new TextEncoder().encode(text)

/** A request a command would understand, about things that do not exist. */
export function goodRequest(command: Command): Question {
  return {
    ...(command.params && { params: sampleOf(command.params as JsonSchema) as Record<string, unknown> }),
    ...(command.body && { body: sampleOf(command.body as JsonSchema) }),
    ...(command.isKeyed && { key: crypto.randomUUID() }),
  }
}

/** Requests that a command must refuse before anybody acts on them, each wrong in one place. */
export function badRequests(command: Command): BadRequest[] {
  const good = goodRequest(command)
  return [
    ...badParams(command, good),
    ...badQueries(command, good),
    ...(command.method === 'GET' ? [] : badBodies(command, good)),
    ...(command.isKeyed ? badKeys(good) : []),
  ]
}

function badParams({ params }: Command, good: Question): BadRequest[] {
  const properties = Object.entries((params as JsonSchema | undefined)?.properties ?? {})
  return properties.flatMap(([name, { pattern, maxLength }]) => {
    const value = pattern === undefined ? 'x'.repeat((maxLength ?? 0) + 1) : 'not-an-id'
    return [{ what: `params.${name}`, question: { ...good, params: { ...good.params, [name]: value } } }]
  })
}

function badQueries({ query }: Command, good: Question): BadRequest[] {
  const schema = query as JsonSchema | undefined
  if (!schema) return []
  const required = Object.fromEntries(
    (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]),
  )
  const wrong = Object.entries(schema.properties ?? {}).flatMap(([name, property]): [string, string][] => {
    if (property.type === 'integer')
      return [
        [name, 'many'],
        [name, '-1'],
        [name, '1.5'],
        [name, String(2 ** 53)],
      ]
    if (property.pattern !== undefined) return [[name, 'nothing like it']]
    return property.maxLength === undefined ? [] : [[name, 'x'.repeat(property.maxLength + 1)]]
  })
  const missing = Object.keys(required).map((name): BadRequest => {
    const rest = Object.entries(required).filter(([each]) => each !== name)
    return { what: `query.${name}: missing`, question: { ...good, query: Object.fromEntries(rest) } }
  })
  return [
    ...missing,
    ...[['surprise', '1'] as [string, string], ...wrong].map(([name, value]) => ({
      what: `query.${name}=${value.slice(0, 20)}`,
      question: { ...good, query: { ...required, [name]: value } },
    })),
  ]
}

function badBodies({ body }: Command, good: Question): BadRequest[] {
  if (!body) return [{ what: 'a body where none belongs', question: { ...good, body: { surprise: 1 } } }]
  const raw = (what: string, text: string, headers: Record<string, string> = json): BadRequest => ({
    what,
    question: { ...good, body: bytes(text), headers },
  })
  const text = JSON.stringify(good.body)
  return [
    { what: 'no body', question: { ...good, body: undefined } },
    raw('an empty body', ''),
    raw('half a body', text.slice(0, -2)),
    raw('not UTF-8 JSON', '\u0000\u0001'),
    raw('another media type', text, { 'content-type': 'text/plain' }),
    raw('a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    raw('a megabyte', `{"surprise":"${'x'.repeat(MEGABYTE)}"}`),
    raw('a prototype', `{"__proto__":{"isSuperAdmin":true},${text.slice(1)}`),
    raw('a prototype behind a constructor', `{"constructor":{"prototype":{"isSuperAdmin":true}},${text.slice(1)}`),
    raw('a prototype further down', `{"surprise":[{"__proto__":{"isSuperAdmin":true}}],${text.slice(1)}`),
    ...FORGED.filter((name) => !(name in ((body as JsonSchema).properties ?? {}))).map((name) => ({
      what: `a smuggled ${name}`,
      question: { ...good, body: { ...(good.body as object), [name]: sampleOfForged(name) } },
    })),
    ...badValuesOf(body as JsonSchema).map(({ what, value }) => ({ what, question: { ...good, body: value } })),
  ]
}

function badKeys(good: Question): BadRequest[] {
  return [
    { what: 'no Idempotency-Key', question: { ...good, key: undefined } },
    { what: 'an endless Idempotency-Key', question: { ...good, key: 'k'.repeat(201) } },
  ]
}
