import { assert, type Context } from '@pos/core'
import {
  hqDigests,
  keepDigests,
  namedByHqVariant,
  nameDifference,
  sha256,
  visitHqRows,
  type SyncIncidents,
} from '@pos/server-kit'
import type {
  BodyOf,
  Digest,
  DigestBucket,
  DigestSheet,
  exchangeBuckets,
  exchangeRows,
  RowMark,
} from '@pos/shared-types'
import { answerBuckets, answerRows, judged } from '@pos/sync-engine'
import type { HqNeeds } from '../../needs.ts'

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
  await unitOfWork.write(ctx, 'sync.digest', ({ tx }) =>
    keepDigests(tx, { tenantId, scope: storeId, at, sheet }, compared),
  )
  incidents.noteDiverged({ storeId }, compared)
  return digests
}

type Rows = Pick<HqNeeds, 'unitOfWork'>

/** Answers a store how head office holds the parts of a thing. */
export function bucketsForStore(
  { unitOfWork }: Rows,
  ctx: Context,
  asked: BodyOf<typeof exchangeBuckets>,
): Promise<DigestBucket[] | null> {
  return answerBuckets((visit) => unitOfWork.read(ctx, (tx) => visitHqRows(tx, ctx, asked, visit)), sha256)
}

/** Answers a store with head office's own rows of some parts of a thing, and keeps which of them differ. */
export async function rowsForStore(
  { unitOfWork }: Rows,
  ctx: Context,
  asked: BodyOf<typeof exchangeRows>,
): Promise<RowMark[] | null> {
  const { tenantId, storeId } = ctx
  assert(storeId !== undefined, 'a store compares')
  const answer = await answerRows(
    (visit) => unitOfWork.read(ctx, (tx) => visitHqRows(tx, ctx, asked, visit)),
    asked,
    sha256,
  )
  if (answer === undefined) return null
  await unitOfWork.write(ctx, 'sync.digest-rows', async ({ tx }) => {
    const differing = await namedByHqVariant(tx, tenantId, answer.differing)
    await nameDifference(tx, { tenantId, scope: storeId }, asked, differing)
  })
  return answer.rows
}
