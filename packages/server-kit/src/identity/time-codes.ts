import { Secret, TOTP } from 'otpauth'
import type { Instant } from '@pos/shared-types'

const PERIOD_S = 30
const WINDOW = 1

/** A new secret for an authenticator app, in the letters it is typed with. */
export function newTimeSecret(): string {
  return new Secret({ size: 20 }).base32
}

/**
 * The step of time a code belongs to, one step early or late allowed; undefined for a wrong one. Whoever accepts it
 * remembers the step and takes no code of that step or before again.
 */
export function stepOfCode(secret: string, code: string, at: Instant): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_S, digits: 6 })
  const delta = totp.validate({ token: code, timestamp: at, window: WINDOW })
  return delta === null ? undefined : TOTP.counter({ period: PERIOD_S, timestamp: at }) + delta
}
