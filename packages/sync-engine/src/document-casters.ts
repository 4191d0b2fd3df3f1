import type { PullChange } from '@pos/shared-types'

type Document = NonNullable<PullChange['data']>

/**
 * Makes a document of one schema into what it was in the schema before. A till's documents lack the columns that a till
 * may not know.
 */
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

/** What makes a document of today into one of an older schema; undefined where nothing of the entity has changed since. */
export function casterTo(
  peerSchema: number,
  entity: string,
  { schema, steps }: DocumentCasters,
): DocumentCaster | undefined {
  const down: DocumentCaster[] = []
  for (let from = schema; from > peerSchema; from -= 1) {
    const step = steps.get(entity)?.get(from)
    if (step !== undefined) down.push(step)
  }
  if (down.length === 0) return undefined
  return (document) => down.reduce((cast, step) => step(cast), document)
}

/** A change as a peer of an older schema knows it; as it is, for a peer of the same. */
export function castDown(change: PullChange, peerSchema: number, casters: DocumentCasters): PullChange {
  if (peerSchema >= casters.schema) return change
  const { data, entity } = change
  const cast = casterTo(peerSchema, entity, casters)
  return { ...change, schema: peerSchema, data: data === null || cast === undefined ? data : cast(data) }
}
