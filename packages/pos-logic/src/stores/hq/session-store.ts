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

/** What the stores of head office work with. */
export type HqPorts = { readonly backend: Backend; readonly memory: SessionMemory; readonly clock: Clock }

type Token = { readonly accessToken: string; readonly expiresAt: number }
export type SessionUser = ResponseOf<typeof me>

const HQ: InjectionKey<HqPorts> = Symbol('hq')
const KEY = 'pos.session'

export function provideHq(app: App, ports: HqPorts): void {
  app.provide(HQ, ports)
}

export function hqPorts(): HqPorts {
  const ports = inject(HQ, undefined)
  assert(ports, 'provideHq comes before the stores')
  return ports
}

/** The token that a tab kept, while it is good. The adapter reads it here, so that it needs no store. */
export function keptToken({ memory, clock }: Pick<HqPorts, 'memory' | 'clock'>): string | undefined {
  const token = readToken(memory)
  return token !== undefined && token.expiresAt > clock.now() ? token.accessToken : undefined
}

/** Who is signed in at head office. */
export const useSessionStore = defineStore('session', () => sessionStore(hqPorts()))

function sessionStore(ports: HqPorts) {
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
    /** How head office writes numbers: as its country does, times in the zone of the reader. */
    region: computed(() => ({
      locale: localeOf(user.value?.company?.country ?? 'US'),
      currency: user.value?.company?.currency ?? 'USD',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })),
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

/** How most people of a country write. */
function localeOf(country: string): string {
  const { language, region } = new Intl.Locale(`und-${country}`).maximize()
  return `${language}-${region}`
}
