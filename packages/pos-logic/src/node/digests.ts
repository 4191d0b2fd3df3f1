import type { Hasher } from '@pos/sync-engine'
import type { Hash } from '@pos/shared-types'
import { createHash, hash } from 'node:crypto'

export function sha256(content: string | Uint8Array): Hash {
  return hash('sha256', content, 'hex')
}

export function newHasher(): Hasher {
  const running = createHash('sha256')
  return {
    update: (bytes) => {
      running.update(bytes)
    },
    digest: () => running.digest('hex'),
  }
}
