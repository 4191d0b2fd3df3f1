import { commands, type Command, type ServerKind } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { RATE_LIMITS, rateClassOf, type RateClass } from './rate-limits.ts'

const KINDS = ['hq', 'store'] as const satisfies readonly ServerKind[]
const routes = KINDS.flatMap((kind) =>
  commands.flatMap((command: Command) => {
    const access = command.access[kind]
    return access === undefined ? [] : [{ kind, command, rateClass: rateClassOf(command, access) }]
  }),
)

const namesOf = (wanted: RateClass, ofKind: ServerKind) =>
  routes
    .flatMap(({ kind, command, rateClass }) => (kind === ofKind && rateClass === wanted ? [command.name] : []))
    .sort()

test('what is not limited is what a store or a till synchronises, and selling', () => {
  const unlimited = routes.filter(({ rateClass }) => RATE_LIMITS[rateClass] === undefined)

  expect([...new Set(unlimited.map(({ command }) => command.name))].sort()).toEqual([
    'sales.check',
    'sales.complete',
    'sales.return',
    'sync.answer',
    'sync.digest',
    'sync.digest-buckets',
    'sync.digest-rows',
    'sync.health',
    'sync.notify',
    'sync.offer',
    'sync.pull',
    'sync.push',
    'sync.second-factor',
    'sync.snapshot',
    'sync.ticket',
  ])
})

test('strangers are counted by their address: what they read, what they try, and the sessions they renew', () => {
  expect(namesOf('public read', 'hq')).toEqual(['auth.first-run-state'])
  expect(namesOf('public read', 'store')).toEqual(['certificates.authority', 'certificates.show'])
  expect(namesOf('public write', 'hq')).toEqual([
    'auth.first-run',
    'auth.login',
    'auth.login-totp',
    'auth.reset-confirm',
    'stores.claim',
  ])
  expect(namesOf('public write', 'store')).toEqual(['auth.login', 'auth.login-totp', 'devices.enrol'])
  for (const kind of KINDS) expect(namesOf('session renewal', kind)).toEqual(['auth.refresh'])
  for (const { command, kind, rateClass } of routes) {
    const isByAddress = RATE_LIMITS[rateClass]?.countedBy === 'address'
    expect(isByAddress, command.name).toBe(command.access[kind] === 'public')
  }
})

test('devices are counted by their key', () => {
  expect(namesOf('device', 'hq')).toEqual([])
  expect(namesOf('device', 'store')).toEqual([
    'badges.unlock',
    'pin.cashiers',
    'pin.unlock',
    'registers.lease',
    'registers.release',
  ])
})

test('people are counted by what they do: heavy reading, reading, writing once, writing', () => {
  expect(namesOf('heavy', 'hq')).toEqual(['audit.verify', 'reports.run', 'sync.compare'])
  expect(namesOf('heavy', 'store')).toEqual(['sync.compare'])
  for (const { command, rateClass } of routes) {
    if (rateClass === 'read') expect(command.method).toBe('GET')
    if (rateClass === 'keyed write') expect(command.isKeyed).toBe(true)
    if (rateClass === 'write') expect([command.method, command.isKeyed]).not.toContain('GET')
    if (rateClass === 'write') expect(command.isKeyed).toBeUndefined()
  }
  expect(namesOf('keyed write', 'store')).toContain('shifts.close')
  expect(namesOf('write', 'hq')).toContain('settings.save')
})
