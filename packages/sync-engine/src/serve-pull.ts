import { DomainError } from '@pos/core'
import type { CatalogueDocument, PullChange, PullPage, ResyncReason } from '@pos/shared-types'
import { castDown, type DocumentCasters } from './document-casters.ts'
import type { FeedChange, FeedHead, FeedPort, FeedReader } from './feed.ts'

export type PullQuery = {
  readonly epoch: string
  readonly after: number
  readonly limit?: number | undefined
  /** The schema of documents the peer knows; the feed's own unless it says another. */
  readonly schema?: number | undefined
}

const PAGE_CHANGES = 1_000

/**
 * Answers a pull from one consistent view of the feed. A page holds whole versions; `to` equals `head` on the last.
 *
 * @throws DomainError SYNC_RESYNC_REQUIRED when the cursor is not one this feed can go on from
 */
export function servePull(
  port: FeedPort,
  { epoch, after, limit = PAGE_CHANGES, schema }: PullQuery,
  casters?: DocumentCasters,
): Promise<PullPage> {
  return port.read(async (feed) => {
    const head = await feed.head()
    const reason = resyncReason(head, epoch, after)
    if (head === undefined || reason !== undefined)
      throw new DomainError('SYNC_RESYNC_REQUIRED', { reason: reason ?? 'EPOCH' })
    const told = (change: PullChange) =>
      schema === undefined || casters === undefined ? change : castDown(change, schema, casters)
    const { changes, to } = await wholeVersions(feed, head, after, limit)
    const { version, minVersion } = head
    return {
      epoch,
      from: after,
      to,
      head: version,
      minVersion,
      changes: (await withDocuments(feed, changes)).map(told),
      more: to < version,
    }
  })
}

function resyncReason(head: FeedHead | undefined, epoch: string, after: number): ResyncReason | undefined {
  if (head === undefined || head.epoch !== epoch) return 'EPOCH'
  if (after > head.version) return 'AHEAD_OF_HEAD'
  if (after < head.minVersion) return 'BELOW_HORIZON'
  return undefined
}

/** Cuts after the last version that fits whole; a version larger than a page makes a page of its own. */
async function wholeVersions(feed: FeedReader, head: FeedHead, after: number, limit: number) {
  const found = await feed.changes(after, limit + 1)
  const next = found[limit]
  if (next === undefined) return { changes: found, to: head.version }
  const whole = found.filter((change) => change.version < next.version)
  const last = whole.at(-1)
  if (last !== undefined) return { changes: whole, to: last.version }
  return { changes: await feed.changesAt(next.version), to: next.version }
}

/** A row that is gone although its change says `U` travels as a deletion. */
async function withDocuments(feed: FeedReader, changes: readonly FeedChange[]): Promise<PullChange[]> {
  const ids = Map.groupBy(
    changes.filter((change) => change.op === 'U'),
    (change) => change.entity,
  )
  const documents = new Map<string, CatalogueDocument>()
  for (const [entity, touched] of ids) {
    const found = await feed.documents(
      entity,
      touched.map((change) => change.id),
    )
    for (const [id, document] of found) documents.set(`${entity} ${id}`, document)
  }
  return changes.map((change) => {
    const data = change.op === 'U' ? (documents.get(`${change.entity} ${change.id}`) ?? null) : null
    return { ...change, op: data === null ? ('D' as const) : ('U' as const), data }
  })
}
