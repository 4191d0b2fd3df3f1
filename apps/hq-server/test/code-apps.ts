import type { Clock } from '@pos/core'
import type { Problem, Reply } from '@pos/testing'
import { Secret, TOTP } from 'otpauth'

type App = { readonly secret: Secret; readonly recoveryCodes: string[]; lastStep: number }
type SignedIn = { readonly accessToken: string; readonly recoveryCodes?: readonly string[] }
type Send = <Body>(path: string, body: object) => Promise<Reply<Body>>

const STEP_MS = 30_000

/** The phones of people who sign in with a code. A code is good once, so that recovery codes stand in for more. */
export class CodeApps {
  readonly #clock: Clock
  readonly #apps = new Map<string, App>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Signs in with the password, and with a code where one is asked for; an app that is asked for is set up. */
  async signIn(send: Send, credentials: { readonly username: string }): Promise<Reply<SignedIn & Problem>> {
    const first = await send<SignedIn & Problem>('/auth/login', credentials)
    const { challenge, secret } = first.body.params ?? {}
    if (first.body.code === 'AUTH_TOTP_SETUP') {
      const app = { secret: Secret.fromBase32(String(secret)), recoveryCodes: [], lastStep: 0 }
      this.#apps.set(credentials.username, app)
    } else if (first.body.code !== 'AUTH_TOTP_REQUIRED') return first
    const app = this.#apps.get(credentials.username)
    if (app === undefined) return first
    const second = await send<SignedIn & Problem>('/auth/login/totp', { challenge, code: this.#next(app) })
    app.recoveryCodes.push(...(second.body.recoveryCodes ?? []))
    return second
  }

  #next(app: App): string {
    const now = Math.floor(this.#clock.now() / STEP_MS)
    const step = Math.max(now - 1, app.lastStep + 1)
    if (step > now + 1) return app.recoveryCodes.pop() ?? ''
    app.lastStep = step
    return new TOTP({ secret: app.secret }).generate({ timestamp: step * STEP_MS })
  }
}
