import { assert, type Context } from '@pos/core'
import type { StoreId } from '@pos/shared-types'

/** The store of the peer that pushes: ingest refuses callers without one. */
export function storeOf({ storeId }: Context): StoreId {
  assert(storeId !== undefined, 'an event is taken for a store')
  return storeId
}

/** A verdict as it is kept beside the event. */
export function verdictBytes(verdict: string, codes: readonly string[] | undefined): Buffer {
  return Buffer.from(JSON.stringify(codes === undefined ? { verdict } : { verdict, codes }))
}
