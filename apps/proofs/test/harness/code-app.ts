import { login, loginWithCode, type BodyOf } from '@pos/shared-types'
import { Secret, TOTP } from 'otpauth'
import { ask, call } from './ask.ts'

/** Signs in for the first time somebody who needs a code app, sets it up, and gives his access token. */
export async function signInWithApp(url: string, body: BodyOf<typeof login>): Promise<string> {
  const refused = (await ask(url, login, { body })).json() as { code: string; params: Record<string, string> }
  const { challenge = '', secret = '' } = refused.params
  if (refused.code !== 'AUTH_TOTP_SETUP') throw new Error(`no code app was asked for: ${JSON.stringify(refused)}`)
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  return (await call(url, loginWithCode, { body: { challenge, code } })).accessToken
}
