import { randomUUIDv7 } from 'node:crypto'
import type { Ids } from '@pos/core'

/** New UUIDv7 ids. */
export const uuidv7Ids: Ids = { next: () => randomUUIDv7() }
