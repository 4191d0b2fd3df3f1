import { expect, test } from 'vitest'
import { commands, ERROR_STATUS, PERMISSIONS, type Command, type ServerKind } from './index.ts'

type Schema = Readonly<Record<string, unknown>>

const named = commands.map((command) => [command.name, command] as const)
const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/** Every object schema below a schema, with its place. */
function objectSchemas(schema: unknown, place: string): { place: string; schema: Schema }[] {
  if (!isObject(schema)) return []
  const below = Object.entries(schema).flatMap(([key, value]) => objectSchemas(value, `${place}/${key}`))
  return schema['type'] === 'object' ? [{ place, schema }, ...below] : below
}

const serversOf = ({ access }: Command): ServerKind[] =>
  (['hq', 'store'] as const).filter((kind) => access[kind] !== undefined)

test('there are commands', () => {
  expect(commands.length).toBeGreaterThan(20)
})

test('a command is named once, by module and verb', () => {
  const names = commands.map((command) => command.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(name))).toEqual([])
})

test('no two commands of a server share a method and a path', () => {
  const places = commands.flatMap((command) =>
    serversOf(command).map((kind) => `${kind} ${command.method} ${command.path.replaceAll(/:\w+/g, ':')}`),
  )
  expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([])
})

test.each(named)('%s is served by somebody, to callers with permissions that exist', (_, command) => {
  expect(serversOf(command).length).toBeGreaterThan(0)
  const codes = Object.values(command.access).flatMap((access) => (typeof access === 'string' ? [] : access))
  expect(codes.filter((code) => !PERMISSIONS.includes(code))).toEqual([])
  expect(Object.values(command.access)).not.toContainEqual([])
})

test.each(named)('%s describes exactly the parameters of its path', (_, { path, params }) => {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const described = isObject(params) && isObject(params['properties']) ? Object.keys(params['properties']) : []
  expect(described.toSorted()).toEqual(inPath.toSorted())
})

test.each(named)('%s refuses fields it does not know, at every depth', (_, { params, query, body }) => {
  const schemas = [...objectSchemas(params, 'params'), ...objectSchemas(query, 'query'), ...objectSchemas(body, 'body')]
  expect(
    schemas.filter(({ schema }) => schema['additionalProperties'] === undefined).map(({ place }) => place),
  ).toEqual([])
})

test('a command that only reads has no body and needs no key', () => {
  const reading = commands.filter((command) => command.method === 'GET')
  expect(reading.filter(({ body, isKeyed }) => body !== undefined || isKeyed).map(({ name }) => name)).toEqual([])
})

test('a command with a key is a POST', () => {
  const keyed = commands.filter((command) => command.isKeyed)
  expect(keyed.filter(({ method }) => method !== 'POST').map(({ name }) => name)).toEqual([])
})

test.each(['sales.complete', 'sales.return', 'shifts.open', 'shifts.close'])('%s needs an idempotency key', (name) => {
  const command = commands.find((one) => one.name === name)
  expect(command).toMatchObject({ name, isKeyed: true })
})

test('a refusal is named in capitals', () => {
  expect(Object.keys(ERROR_STATUS).filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
})
