import type { Hash, UserId } from '@pos/shared-types'
import type { DeviceKey } from './store-api.ts'

const ROUNDS = 200_000
const encoder = new TextEncoder()

/**
 * What a till keeps of a PIN, to unlock with the store away. It is derived with the device's own key, which cannot be
 * taken out of the device: a copy of the journal alone answers no guess, and each guess on the device itself costs.
 */
export function pinVerifier(deviceKey: DeviceKey, userId: UserId, pin: string): Promise<Hash> {
  return verifier(deviceKey, `pin\n${userId}\n${pin}`, `pin of ${userId}`)
}

/** The same of a badge. Whose it is follows from it, in whatever case it was read. */
export function badgeVerifier(deviceKey: DeviceKey, code: string): Promise<Hash> {
  return verifier(deviceKey, `badge\n${code.toUpperCase()}`, 'badge')
}

async function verifier(deviceKey: DeviceKey, secret: string, about: string): Promise<Hash> {
  const keyed = encoder.encode(await deviceKey.sign(secret))
  const material = await crypto.subtle.importKey('raw', keyed, 'PBKDF2', false, ['deriveBits'])
  const salt = encoder.encode(about)
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS },
    material,
    256,
  )
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
