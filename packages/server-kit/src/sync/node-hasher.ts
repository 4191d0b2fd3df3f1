import { createHash } from 'node:crypto'
import type { Hasher } from '@pos/sync-engine'

/** A running SHA-256 of this machine. */
export function nodeHasher(): Hasher {
  const running = createHash('sha256')
  return { update: (bytes) => void running.update(bytes), digest: () => running.digest('hex') }
}
