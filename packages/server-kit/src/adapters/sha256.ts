import { hash } from 'node:crypto'
import type { Hash } from '@pos/shared-types'

/** SHA-256 of the UTF-8 bytes of a text, or of bytes. */
export function sha256(content: string | Uint8Array): Hash {
  return hash('sha256', content, 'hex')
}
