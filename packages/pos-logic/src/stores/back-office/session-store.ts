import { login, me, type ResponseOf } from '@pos/shared-types'
import { assert, type Clock } from '@pos/core'
import { defineStore } from 'pinia'
import { computed, inject, shallowRef, type App, type InjectionKey } from 'vue'
import type { Backend } from './backend.ts'

/** The part of the browser's `sessionStorage` that is used: gone with the tab. */
export type SessionMemory = {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** What the stores of a back office, of head office's and of a store's, work with. */
export type BackOfficePorts = { readonly backend: Backend; readonly memory: SessionMemory; readonly clock: Clock }

type Token = { readonly accessToken: string; readonly expiresAt: number }
export type SessionUser = ResponseOf<typeof me>

const PORTS: InjectionKey<BackOfficePorts> = Symbol('back office')
const KEY = 'pos.session'

export function provideBackOffice(app: App, ports: BackOfficePorts): void {
  app.provide(PORTS, ports)
}

export function backOfficePorts(): BackOfficePorts {
  const ports = inject(PORTS, undefined)
  assert(ports, 'provideBackOffice comes before the stores')
  return ports
}

/** The token that a tab kept, while it is good. The adapter reads it here, so that it needs no store. */
export function keptToken({ memory, clock }: Pick<BackOfficePorts, 'memory' | 'clock'>): string | undefined {
  const token = readToken(memory)
  return token !== undefined && token.expiresAt > clock.now() ? token.accessToken : undefined
}

/** Who is signed in at the server of the page: head office, or a store. */
export const useSessionStore = defineStore('session', () => sessionStore(backOfficePorts()))

function sessionStore(ports: BackOfficePorts) {
  const { backend, memory } = ports
  const user = shallowRef<SessionUser | null>(null)

  function reset(): void {
    user.value = null
    memory.removeItem(KEY)
  }

  async function resume(): Promise<void> {
    if (keptToken(ports) === undefined) return reset()
    user.value = await backend.execute(me, {})
  }

  return {
    user,
    /** The company or the store, by name. */
    place: computed(() => user.value?.store?.name ?? user.value?.company?.name ?? ''),
    /** How numbers are written: as the country does; times in the zone of the store, at head office of the reader. */
    region: computed(() => regionOf(user.value)),
    isSignedIn: computed(() => user.value !== null),
    can: (permission: string): boolean =>
      user.value !== null && (user.value.isSuperAdmin || user.value.permissions.includes(permission)),
    /** @throws the refusal, such as AUTH_FAILED or AUTH_LOCKED */
    async signIn(body: { readonly tenant?: string; readonly username: string; readonly password: string }) {
      const { accessToken, expiresAt } = await backend.execute(login, { body })
      memory.setItem(KEY, JSON.stringify({ accessToken, expiresAt } satisfies Token))
      await resume()
    },
    /** Goes on with the session of this tab, if it has one. */
    resume,
    hydrate: resume,
    reset,
  }
}

function readToken(memory: SessionMemory): Token | undefined {
  const text = memory.getItem(KEY)
  return text === null ? undefined : (JSON.parse(text) as Token)
}

function regionOf(user: SessionUser | null) {
  const { country = 'US', currency = 'USD' } = user?.store ?? user?.company ?? {}
  const timeZone = user?.store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return { locale: localeOf(country), currency, timeZone }
}

/** How most people of a country write. */
function localeOf(country: string): string {
  const { language, region } = new Intl.Locale(`und-${country}`).maximize()
  return `${language}-${region}`
}
