import { DomainError } from '@pos/core'
import { login, me, type Command } from '@pos/shared-types'
import { fakeClock } from '@pos/testing'
import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { expect, test } from 'vitest'
import type { Backend } from './backend.ts'
import { emptyBackOffice, backOfficeStores, hydrateBackOffice } from './hydrate.ts'
import { keptToken, provideBackOffice, useSessionStore } from './session-store.ts'

function headOffice(more: object = {}) {
  const clock = fakeClock(1000)
  const kept = new Map<string, string>()
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const answer = (command: Command): unknown => {
    if (command === login) return { accessToken: 'token-1', expiresAt: 5000 }
    if (command === me) return { displayName: 'Paula', permissions: ['hq:sales.view'], isSuperAdmin: false, ...more }
    throw new DomainError('NOT_FOUND')
  }
  const backend = { execute: async (command: Command) => answer(command) } as unknown as Backend
  const open = () => {
    const app = createApp({})
    const pinia = createPinia()
    app.use(pinia)
    provideBackOffice(app, { backend, memory, clock })
    setActivePinia(pinia)
  }
  open()
  return { clock, memory, kept, reload: open }
}

test('whoever signs in is known with his rights, and the tab keeps his token', async () => {
  const ports = headOffice()
  const session = useSessionStore()
  await session.signIn({ tenant: 'casa', username: 'paula', password: 'x' })
  expect([session.user?.displayName, session.can('hq:sales.view'), session.can('hq:users.manage')]).toEqual([
    'Paula',
    true,
    false,
  ])
  expect(keptToken(ports)).toBe('token-1')
})

test('a page that is loaded again goes on, until the token has run out', async () => {
  const ports = headOffice()
  await useSessionStore().signIn({ username: 'paula', password: 'x' })
  ports.reload()
  await hydrateBackOffice()
  expect(useSessionStore().isSignedIn).toBe(true)
  ports.clock.set(5000)
  ports.reload()
  await hydrateBackOffice()
  expect([useSessionStore().isSignedIn, keptToken(ports), ports.kept.size]).toEqual([false, undefined, 0])
})

test('signing out leaves nothing behind, in the stores or in the tab', async () => {
  const { kept } = headOffice()
  await useSessionStore().signIn({ username: 'paula', password: 'x' })
  emptyBackOffice()
  expect(JSON.stringify(backOfficeStores().map((store) => store.$state))).not.toContain('Paula')
  expect([useSessionStore().isSignedIn, kept.size]).toEqual([false, 0])
})

test("at a store numbers and times are the store's, wherever the reader is", async () => {
  headOffice({
    store: { code: 'SJU', name: 'San Juan', country: 'PR', currency: 'USD', timeZone: 'America/Puerto_Rico' },
  })
  const session = useSessionStore()
  await session.signIn({ username: 'carmen', password: 'x' })
  expect([session.place, session.region]).toEqual([
    'San Juan',
    { locale: 'es-PR', currency: 'USD', timeZone: 'America/Puerto_Rico' },
  ])
})
