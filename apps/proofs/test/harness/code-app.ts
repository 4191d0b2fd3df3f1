import { login, loginWithCode, type BodyOf } from '@pos/shared-types'
import { Secret, TOTP } from 'otpauth'
import { ask, call } from './ask.ts'

/** The app of somebody who signs in with a code, and what he wrote down when it was set up. */
export type CodeApp = { readonly secret: string; readonly recoveryCodes: readonly string[] }

const STEP_MS = 30_000

/** A code that is right now and was not used when the app was set up. */
export function nextCode({ secret }: CodeApp): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + STEP_MS })
}

/** Signs in for the first time somebody who needs a code app, and sets it up. */
export async function signInWithApp(
  url: string,
  body: BodyOf<typeof login>,
): Promise<{ readonly token: string; readonly app: CodeApp }> {
  const refused = (await ask(url, login, { body })).json() as { code: string; params: Record<string, string> }
  const { challenge = '', secret = '' } = refused.params
  if (refused.code !== 'AUTH_TOTP_SETUP') throw new Error(`no code app was asked for: ${JSON.stringify(refused)}`)
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  const { accessToken, recoveryCodes = [] } = await call(url, loginWithCode, { body: { challenge, code } })
  return { token: accessToken, app: { secret, recoveryCodes } }
}
