import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replayOptions, type ReplayArgs } from './options.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'pos-options-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const isRunning = () => writeFileSync(join(data, 'running.json'), '{"ports":[6100,6101,6102]}')
const options = (change: Partial<ReplayArgs> = {}) =>
  replayOptions({ file: 'f.csv.gz', store: 'NYC', asClient: false, data, ...change })

test('what nobody says is that of the demo chain that runs on the same data', () => {
  isRunning()
  expect(options()).toMatchObject({
    hqUrl: 'http://localhost:6100',
    storeUrl: 'http://localhost:6102',
    registerCode: 'REPLAY',
    limit: Infinity,
    admin: { tenant: 'casa-marea', username: 'marisol' },
    manager: { username: 'denise' },
    folder: join(data, 'replay', 'NYC-REPLAY'),
  })
  expect(options({ store: 'SJU', asClient: true })).toMatchObject({
    storeUrl: 'http://localhost:6101',
    registerCode: 'REPLAYC',
    manager: { username: 'carmen' },
  })
})

test('a password may hold a colon', () => {
  isRunning()
  expect(options({ manager: 'denise:a:b' }).manager).toEqual({ username: 'denise', password: 'a:b' })
})

test('without a chain, and for a store it does not run, the missing option is named', () => {
  expect(() => options()).toThrow('or give --hq-url')
  isRunning()
  expect(() => options({ store: 'PSE' })).toThrow('or give --store-url')
})

test('what cannot be understood is refused by name', () => {
  isRunning()
  for (const limit of ['0', '-1', 'many', '1.5']) expect(() => options({ limit })).toThrow(`--limit is "${limit}"`)
  expect(() => options({ register: 'too-long' })).toThrow('--register is "too-long"')
  expect(() => options({ admin: 'marisol' })).toThrow('--admin is to be given as user:password')
})
