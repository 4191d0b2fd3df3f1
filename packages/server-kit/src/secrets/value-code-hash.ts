import { createHmac } from 'node:crypto'
import type { Hash } from '@pos/shared-types'

/**
 * The keyed hash a gift card is known by; its code stands nowhere. Head office and the company's stores have the same
 * pepper, so that a store knows a card while it is alone.
 */
export function valueCodeHash(pepper: Buffer, code: string): Hash {
  const key = createHmac('sha256', pepper).update('codes of value accounts').digest()
  return createHmac('sha256', key).update(code).digest('hex')
}
