import { join } from 'node:path'
import type { Clock, Context, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { exportAnchors, keepDoing, readAnchorKey, type Anchor, type AnchorKey, type Logger } from '@pos/server-kit'
import type { TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { readTenantIds } from '../../tenant-ids.ts'
import { readUnanchored } from './anchor-repository.ts'

const EVERY_MS = 3_600_000

/** What anchors are signed with, and where they stand outside the database. */
export type Anchoring = { readonly key: AnchorKey; readonly folder: string }

type Needs = Anchoring & { readonly unitOfWork: UnitOfWork<HqTx>; readonly clock: Clock }

/** The key and the anchors in head office's data folder; the key is made on the first start. */
export async function readAnchoring(folder: string): Promise<Anchoring> {
  return { key: await readAnchorKey(join(folder, 'audit-anchor-key.pem')), folder: join(folder, 'anchors') }
}

/**
 * Signs where every company's chains end, once a day (UTC) and chain. The file is written first: an anchor in the
 * database is also outside it.
 */
export async function anchorChains({ unitOfWork, clock, key, folder }: Needs): Promise<readonly Anchor[]> {
  const at = clock.now()
  const anchoredOn = new Date(at).toISOString().slice(0, 10)
  const context = (tenantId: TenantId): Context => ({
    tenantId,
    appContext: 'system',
    correlationId: 'audit-anchors',
    at,
  })
  const made: Anchor[] = []
  for (const tenantId of await readTenantIds(unitOfWork, 'audit-anchors', at)) {
    const ends = await unitOfWork.read(context(tenantId), (tx) => readUnanchored(tx, tenantId, anchoredOn))
    const anchors = ends.map((end) => key.sign({ ...end, tenantId, anchoredOn }))
    if (anchors.length === 0) continue
    await exportAnchors(folder, key, anchors)
    const rows = anchors.map(({ tenantId: _, ...anchor }) => ({
      ...anchor,
      signature: Buffer.from(anchor.signature, 'base64url'),
      exportedAt: at,
    }))
    await unitOfWork.write(context(tenantId), 'audit.anchor', ({ tx }) => tx.insert('auditAnchors', rows, { tenantId }))
    made.push(...anchors)
  }
  return made
}

/** Anchors when the server starts and then every hour, so that each day has its anchor; gives how to stop. */
export function keepAnchoring(needs: Needs, scheduler: Scheduler, log: Logger): () => Promise<void> {
  const complaint = 'the audit log was not anchored; it is tried again within the hour'
  return keepDoing(() => anchorChains(needs), { everyMs: EVERY_MS, scheduler, log, complaint })
}
