import { assert, type Context } from '@pos/core'
import type { PushEvent, StoreId } from '@pos/shared-types'

/** The store of the peer that pushes: ingest refuses callers without one. */
export function storeOf({ storeId }: Context): StoreId {
  assert(storeId !== undefined, 'an event is taken for a store')
  return storeId
}

/** A verdict as it is kept beside the event. */
export function verdictBytes(verdict: string, codes: readonly string[] | undefined): Buffer {
  return Buffer.from(JSON.stringify(codes === undefined ? { verdict } : { verdict, codes }))
}

/** An event without its text, as it is kept beside the text of one that was set aside. */
export function headerJson({ payload: _, ...header }: PushEvent): string {
  return JSON.stringify(header)
}
