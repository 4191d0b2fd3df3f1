import type { PullChange } from '@pos/shared-types'

type Document = NonNullable<PullChange['data']>

/** Makes a document of one schema into what it was in the schema before. */
export type DocumentCaster = (document: Document) => Document

/** How the documents of a feed become older ones. */
export type DocumentCasters = {
  /** Of the documents the feed makes today, whenever their rows were written. */
  readonly schema: number
  /**
   * By entity, and by the schema they come from. An entity whose meaning a schema did not change has none for it. Each is
   * kept for twelve months: so long a peer may stay behind.
   */
  readonly steps: ReadonlyMap<string, ReadonlyMap<number, DocumentCaster>>
}

/** A change as a peer of an older schema knows it; as it is, for a peer of the same. */
export function castDown(change: PullChange, peerSchema: number, { schema, steps }: DocumentCasters): PullChange {
  if (peerSchema >= schema) return change
  let { data } = change
  for (let from = schema; from > peerSchema && data !== null; from -= 1)
    data = steps.get(change.entity)?.get(from)?.(data) ?? data
  return { ...change, schema: peerSchema, data }
}
