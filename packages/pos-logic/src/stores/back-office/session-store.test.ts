import { DomainError } from '@pos/core'
import { login, loginWithCode, logout, me, type Command } from '@pos/shared-types'
import { fakeClock } from '@pos/testing'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { expect, test } from 'vitest'
import { createSessionKeeper } from '../session-keeper.ts'
import type { Backend } from './backend.ts'
import { emptyBackOffice, backOfficeStores, hydrateBackOffice } from './hydrate.ts'
import { provideBackOffice, useSessionStore } from './session-store.ts'

function headOffice(more: object = {}) {
  const clock = fakeClock(1_000)
  const kept = new Map<string, string>()
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const server = { isOver: false, isCodeAsked: false, isSetUp: false, asked: [] as string[] }
  const rights = ['hq:sales.view']
  const signedIn = () => ({ accessToken: `token-${server.asked.length}`, expiresAt: clock.now() + 60_000 })
  const answer = (command: Command): unknown => {
    server.asked.push(command.name)
    if (command === login && server.isCodeAsked) throw new DomainError('AUTH_TOTP_REQUIRED', { challenge: 'c1' })
    if (command === login && server.isSetUp)
      throw new DomainError('AUTH_TOTP_SETUP', { challenge: 'c2', secret: 'ABC', account: 'paula', issuer: 'Casa' })
    if (command === login) return signedIn()
    if (command === loginWithCode) return { ...signedIn(), ...(server.isSetUp && { recoveryCodes: ['A-B'] }) }
    if (command === me && rights.length === 0) throw new DomainError('HQ_UNREACHABLE')
    if (command === me) return { displayName: 'Paula', permissions: [...rights], isSuperAdmin: false, ...more }
    if (command === logout) throw new DomainError('HQ_UNREACHABLE')
    throw new DomainError('NOT_FOUND')
  }
  const backend = { execute: async (command: Command) => answer(command) } as unknown as Backend
  const refresh = async () => {
    if (server.isOver) throw new DomainError('AUTH_SESSION_ENDED')
    return signedIn()
  }
  const open = () => {
    const keeper = createSessionKeeper({ clock, memory, name: 'hq', refresh, alone: (_, work) => work() })
    const app = createApp({})
    const pinia = createPinia()
    app.use(pinia)
    provideBackOffice(app, { backend, keeper, clock })
    setActivePinia(pinia)
    return keeper
  }
  return { clock, kept, server, rights, open }
}

const paula = { tenant: 'casa', username: 'paula', password: 'x' }

test('whoever signs in is known with his rights', async () => {
  const keeper = headOffice().open()
  const session = useSessionStore()
  expect(await session.signIn(paula)).toBeUndefined()
  expect([session.user?.displayName, session.can('hq:sales.view'), session.can('hq:users.manage')]).toEqual([
    'Paula',
    true,
    false,
  ])
  expect(keeper.token()).toBe('token-1')
})

test('a page that is loaded again goes on, until the session is over', async () => {
  const { open, server, kept } = headOffice()
  open()
  await useSessionStore().signIn(paula)
  open()
  await hydrateBackOffice()
  expect(useSessionStore().isSignedIn).toBe(true)
  server.isOver = true
  open()
  await hydrateBackOffice()
  expect([useSessionStore().isSignedIn, kept.size]).toEqual([false, 0])
})

test('a code that is asked for is the second step; a wrong password is none', async () => {
  const { open, server } = headOffice()
  open()
  server.isCodeAsked = true
  const session = useSessionStore()
  expect(await session.signIn(paula)).toEqual({ challenge: 'c1' })
  expect(session.isSignedIn).toBe(false)
  await session.enterCode('c1', '123456')
  expect([session.isSignedIn, session.recoveryCodes]).toEqual([true, null])
})

test('whoever sets up his app while signing in is shown his recovery codes once', async () => {
  const { open, server } = headOffice()
  open()
  server.isSetUp = true
  const session = useSessionStore()
  expect(await session.signIn(paula)).toEqual({
    challenge: 'c2',
    setUp: { secret: 'ABC', account: 'paula', issuer: 'Casa' },
  })
  await session.enterCode('c2', '123456')
  expect(session.recoveryCodes).toEqual(['A-B'])
  session.forgetRecoveryCodes()
  expect(session.recoveryCodes).toBeNull()
})

test('signing out leaves nothing behind, also when head office does not answer', async () => {
  const { open, kept, server } = headOffice()
  const keeper = open()
  const session = useSessionStore()
  await session.signIn(paula)
  await session.signOut()
  expect(server.asked).toContain('auth.logout')
  expect([session.isSignedIn, keeper.token(), kept.size]).toEqual([false, undefined, 0])
  await session.signIn(paula)
  emptyBackOffice()
  expect(JSON.stringify(backOfficeStores().map((store) => store.$state))).not.toContain('Paula')
  expect(kept.size).toBe(0)
})

test('rights that changed are read again, and once more however many ask meanwhile; without an answer they stay', async () => {
  const { open, server, rights } = headOffice()
  open()
  const session = useSessionStore()
  await session.readRights()
  expect(server.asked).toEqual([])
  await session.signIn(paula)
  rights.splice(0, 1, 'hq:users.view')
  await Promise.all([1, 2, 3, 4].map(() => session.readRights()))
  expect([session.can('hq:sales.view'), session.can('hq:users.view')]).toEqual([false, true])
  expect(server.asked.filter((name) => name === 'auth.me')).toHaveLength(3)
  rights.splice(0)
  await session.readRights()
  expect(session.can('hq:users.view')).toBe(true)
})

test("at a store numbers and times are the store's, wherever the reader is", async () => {
  const { open } = headOffice({
    store: { code: 'SJU', name: 'San Juan', country: 'PR', currency: 'USD', timeZone: 'America/Puerto_Rico' },
  })
  open()
  const session = useSessionStore()
  await session.signIn({ username: 'carmen', password: 'x' })
  expect([session.place, session.region]).toEqual([
    'San Juan',
    { locale: 'es-PR', currency: 'USD', timeZone: 'America/Puerto_Rico' },
  ])
})
