import type { Awaitable, Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { pruneIdempotencyKeys, pruneOutbox, type Chore } from '@pos/server-kit'
import { forgetShownChanges } from './modules/customers/index.ts'

const KEYS_A_STEP = 200

export type Write = <Result>(name: string, work: (unit: Unit<StoreTx>) => Awaitable<Result>) => Promise<Result>

/** What a store does by the hour so that its records do not grow for ever. */
export function storeChores(write: Write): readonly Chore[] {
  let position = 0
  return [
    async () => {
      const gone = await write('upkeep.keys', (unit) => pruneIdempotencyKeys(unit, KEYS_A_STEP))
      return gone === KEYS_A_STEP
    },
    async () => {
      await write('upkeep.changes', forgetShownChanges)
      return false
    },
    async () => {
      const next = await write('upkeep.outbox', (unit) => pruneOutbox(unit, position))
      position = next ?? 0
      return next !== undefined
    },
  ]
}
