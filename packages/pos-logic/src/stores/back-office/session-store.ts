import { firstRun, login, loginWithCode, logout, me, type BodyOf, type ResponseOf } from '@pos/shared-types'
import { assert, DomainError, type Clock } from '@pos/core'
import { defineStore } from 'pinia'
import { computed, inject, shallowRef, type App, type InjectionKey } from 'vue'
import type { SessionKeeper } from '../session-keeper.ts'
import type { Backend } from './backend.ts'

/** What the stores of a back office, of head office's and of a store's, work with. */
export type BackOfficePorts = { readonly backend: Backend; readonly keeper: SessionKeeper; readonly clock: Clock }

export type SessionUser = ResponseOf<typeof me>

/** What stands between the right password and a session. */
export type SecondStep = {
  readonly challenge: string
  /** Of an app that is to be set up first. */
  readonly setUp?: AppSecret
}

/** What a code app is told. */
export type AppSecret = { readonly secret: string; readonly account: string; readonly issuer: string }

const PORTS: InjectionKey<BackOfficePorts> = Symbol('back office')
export function provideBackOffice(app: App, ports: BackOfficePorts): void {
  app.provide(PORTS, ports)
}

export function backOfficePorts(): BackOfficePorts {
  const ports = inject(PORTS, undefined)
  assert(ports, 'provideBackOffice comes before the stores')
  return ports
}

/** Who is signed in at the server of the page: head office, or a store. */
export const useSessionStore = defineStore('session', () => sessionStore(backOfficePorts()))

function sessionStore({ backend, keeper }: BackOfficePorts) {
  const user = shallowRef<SessionUser | null>(null)
  /** Shown once, to whoever has just set up his app. */
  const recoveryCodes = shallowRef<readonly string[] | null>(null)
  let reading: Promise<void> | undefined
  let isOwed = false

  function reset(): void {
    user.value = null
    recoveryCodes.value = null
    keeper.drop()
  }

  async function enter(signedIn: ResponseOf<typeof login>): Promise<void> {
    keeper.keep(signedIn)
    const found = await backend.execute(me, {})
    recoveryCodes.value = signedIn.recoveryCodes ?? null
    user.value = found
  }

  async function readWhileOwed(): Promise<void> {
    while (isOwed && user.value !== null) {
      isOwed = false
      try {
        const found = await backend.execute(me, {})
        if (user.value !== null) user.value = found
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      }
    }
  }

  return {
    user,
    recoveryCodes,
    /** The company or the store, by name. */
    place: computed(() => user.value?.store?.name ?? user.value?.company?.name ?? ''),
    /** How numbers are written: as the country does; times in the zone of the store, at head office of the reader. */
    region: computed(() => regionOf(user.value)),
    isSignedIn: computed(() => user.value !== null),
    can: (permission: string): boolean =>
      user.value !== null && (user.value.isSuperAdmin || user.value.permissions.includes(permission)),
    /**
     * Signs in, or answers what is still to be done.
     *
     * @throws the refusal, such as AUTH_FAILED or AUTH_LOCKED
     */
    async signIn(body: BodyOf<typeof login>): Promise<SecondStep | undefined> {
      try {
        await enter(await backend.execute(login, { body }))
        return undefined
      } catch (error) {
        const next = secondStepIn(error)
        if (next === undefined) throw error
        return next
      }
    },
    /** @throws the refusal, such as AUTH_TOTP_WRONG; AUTH_SESSION_ENDED when the password must be entered again */
    async enterCode(challenge: string, code: string): Promise<void> {
      await enter(await backend.execute(loginWithCode, { body: { challenge, code } }))
    },
    /** Goes on with a session that another answer has begun. */
    enter,
    async setUpCompany(body: BodyOf<typeof firstRun>): Promise<void> {
      await backend.execute(firstRun, { body })
    },
    forgetRecoveryCodes(): void {
      recoveryCodes.value = null
    },
    /** Ends the session, here and at the server. One that nobody answers for ends by itself. */
    async signOut(): Promise<void> {
      try {
        await backend.execute(logout, {})
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      } finally {
        reset()
      }
    },
    /** Goes on with the session of this browser, if it has one. */
    async hydrate(): Promise<void> {
      if (keeper.token() === undefined && !(await keeper.renew())) return reset()
      user.value = await backend.execute(me, {})
    },
    /**
     * Reads again what the person may do. Those who ask while it is read lead to one more reading, however many they
     * are. Without an answer it stays as it was.
     */
    async readRights(): Promise<void> {
      if (user.value === null) return
      isOwed = true
      reading ??= readWhileOwed().finally(() => (reading = undefined))
      await reading
    },
    reset,
  }
}

function secondStepIn(error: unknown): SecondStep | undefined {
  if (!(error instanceof DomainError)) return undefined
  const { challenge, secret, account, issuer } = error.params
  if (error.code === 'AUTH_TOTP_REQUIRED') return { challenge: String(challenge) }
  if (error.code !== 'AUTH_TOTP_SETUP') return undefined
  return {
    challenge: String(challenge),
    setUp: { secret: String(secret), account: String(account), issuer: String(issuer) },
  }
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
