import { commands } from '@pos/shared-types'
import { urlOf } from '@pos/server-kit'
import { apiPrints } from '@pos/testing'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice } from '../test/head-office.ts'

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())

const ours = commands.filter((command) => command.access.hq !== undefined)
type Document = Record<string, unknown> & { paths: Record<string, Record<string, { operationId: string }>> }
const documented = async () => (await office.anybody.get<Document>('/api/docs/json')).body

test.each(ours)('head office answers $name', (command) => {
  expect(office.hq.app.hasRoute({ method: command.method, url: urlOf(command) })).toBe(true)
})

test('head office answers nothing that is a store’s alone', () => {
  const foreign = commands.filter((command) => command.access.hq === undefined)
  expect(foreign.length).toBeGreaterThan(5)
  const paths = new Set(ours.map((command) => `${command.method} ${command.path}`))
  for (const command of foreign) {
    if (paths.has(`${command.method} ${command.path}`)) continue
    expect(office.hq.app.hasRoute({ method: command.method, url: urlOf(command) })).toBe(false)
  }
})

test('its API page names every command once', async () => {
  const { paths } = await documented()
  const named = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId))
  expect(named.filter((name) => !name.startsWith('system.')).sort()).toEqual(ours.map((command) => command.name).sort())
})

test('its API document is valid OpenAPI', async () => {
  const { valid, errors } = await new Validator().validate(await documented())
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

/** Others build on it: it is changed on purpose, with `vitest -u`, and the file shows what the change has touched. */
test('each operation of its API is as it was published', async () => {
  await expect(apiPrints(await documented())).toMatchFileSnapshot('../../../docs/api/head-office.txt')
})

test('its start and its tests logged no error', () => {
  expect(office.errors).toEqual([])
})
