import { assert, type Context } from '@pos/core'
import { hqDigests, keepDigests, type SyncIncidents } from '@pos/server-kit'
import type { Digest, DigestSheet } from '@pos/shared-types'
import { judged } from '@pos/sync-engine'
import type { HqNeeds } from '../../needs.ts'

/** Most things that one line of the log names. */
const NAMED = 20

/** Answers a store with head office's own digests of what it asks about, and keeps what came of it. */
export async function compareWithStore(
  { unitOfWork }: Pick<HqNeeds, 'unitOfWork'>,
  incidents: SyncIncidents,
  ctx: Context,
  sheet: DigestSheet,
): Promise<Digest[]> {
  const { tenantId, storeId, at } = ctx
  assert(storeId !== undefined, 'a store compares')
  const digests = await unitOfWork.read(ctx, (tx) => hqDigests(tx, ctx, sheet))
  const compared = judged(digests, sheet.digests)
  await unitOfWork.write(ctx, 'sync.digest', ({ tx }) => keepDigests(tx, { tenantId, storeId, at, sheet }, compared))
  const grains = compared.flatMap(({ kind, grain, verdict }) => (verdict === 'different' ? [`${kind} ${grain}`] : []))
  if (grains.length > 0) incidents.note('diverged', { storeId, grains: grains.slice(0, NAMED) }, grains.length)
  return digests
}
