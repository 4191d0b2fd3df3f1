import { expect, test } from 'vitest'
import { chainPlan } from './chain-plan.ts'

const portsOf = (options: { portBase?: string; env?: Record<string, string> }) =>
  chainPlan({ folder: 'data', portBase: options.portBase, env: options.env ?? {} }).servers.map((server) => server.port)

test('head office and two stores have ports of their own', () => {
  expect(portsOf({})).toEqual([5100, 5201, 5202])
})

test('a port base moves all, a variable moves one', () => {
  expect(portsOf({ portBase: '6100' })).toEqual([6100, 6101, 6102])
  expect(portsOf({ env: { POS_STORE_1_PORT: '7000' } })).toEqual([5100, 7000, 5202])
})

test('a port that is no port is refused by name', () => {
  expect(() => portsOf({ env: { POS_HQ_PORT: 'many' } })).toThrow('POS_HQ_PORT is "many"')
})

test('stores are told where head office is', () => {
  const [hq, store] = chainPlan({ folder: 'data', portBase: '6100', env: {} }).servers
  expect(hq?.env).toEqual({})
  expect(store?.env).toEqual({ POS_HQ_URL: 'http://localhost:6100' })
})
