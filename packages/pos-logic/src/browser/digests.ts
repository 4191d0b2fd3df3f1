import { sha256 as sha256Of } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hash } from '@pos/shared-types'
import type { Hasher } from '@pos/sync-engine'

/** SHA-256 at once: WebCrypto has only one that is waited for, and a sale is made in one step. */
export function sha256(content: string | Uint8Array): Hash {
  return bytesToHex(sha256Of(typeof content === 'string' ? utf8ToBytes(content) : content))
}

export function newHasher(): Hasher {
  const running = sha256Of.create()
  return {
    update: (bytes) => {
      running.update(bytes)
    },
    digest: () => bytesToHex(running.digest()),
  }
}
