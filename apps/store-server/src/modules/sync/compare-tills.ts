import { assert, type Context, type UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { tillSaleMark } from '@pos/pos-logic'
import {
  keepDigests,
  namedByVariant,
  nameDifference,
  sha256,
  type StoreRead,
  type SyncIncidents,
} from '@pos/server-kit'
import type {
  BodyOf,
  DeviceId,
  Digest,
  DigestBucket,
  DigestSheet,
  exchangeBuckets,
  exchangeRows,
  RowMark,
} from '@pos/shared-types'
import { answerBuckets, answerRows, DigestSum, judged } from '@pos/sync-engine'
import { salesOfTill, visitRowsOfTill, visitTillEntries } from './till-rows.ts'

/** Compares tills with this store: answers each with the store's own digests, and keeps what came of it. */
export class TillComparisons {
  readonly #unitOfWork: UnitOfWork<StoreTx>
  readonly #incidents: SyncIncidents
  /** All tills of a store have one catalogue: those that ask at one time share the reading of it. */
  readonly #reading = new Map<string, Promise<Digest | undefined>>()

  constructor(unitOfWork: UnitOfWork<StoreTx>, incidents: SyncIncidents) {
    this.#unitOfWork = unitOfWork
    this.#incidents = incidents
  }

  async compare(ctx: Context, sheet: DigestSheet): Promise<Digest[]> {
    const { tenantId, at } = ctx
    const scope = deviceOf(ctx)
    const digests: Digest[] = []
    for (const digest of sheet.digests) digests.push(...(await this.#digests(ctx, sheet, digest)))
    const compared = judged(digests, sheet.digests)
    await this.#unitOfWork.write(ctx, 'sync.digest', ({ tx }) =>
      keepDigests(tx, { tenantId, scope, at, sheet }, compared),
    )
    this.#incidents.noteDiverged({ deviceId: scope }, compared)
    return digests
  }

  buckets(ctx: Context, asked: BodyOf<typeof exchangeBuckets>): Promise<DigestBucket[] | null> {
    return answerBuckets((visit) => visitRowsOfTill(this.#read(ctx), deviceOf(ctx), asked, visit), sha256)
  }

  async rows(ctx: Context, asked: BodyOf<typeof exchangeRows>): Promise<RowMark[] | null> {
    const { tenantId } = ctx
    const scope = deviceOf(ctx)
    const answer = await answerRows((visit) => visitRowsOfTill(this.#read(ctx), scope, asked, visit), asked, sha256)
    if (answer === undefined) return null
    await this.#unitOfWork.write(ctx, 'sync.digest-rows', ({ tx }) => {
      const differing = namedByVariant(tx.catalog, answer.differing)
      if (differing) return nameDifference(tx, { tenantId, scope }, asked, differing)
    })
    return answer.rows
  }

  async #digests(ctx: Context, sheet: DigestSheet, { kind, grain }: Digest): Promise<Digest[]> {
    if (kind === 'sales') return [await this.#salesOf(ctx, grain)]
    const digest = kind === 'catalogue' ? await this.#entries(ctx, sheet, grain) : undefined
    return digest === undefined ? [] : [digest]
  }

  async #salesOf(ctx: Context, day: string): Promise<Digest> {
    const sum = new DigestSum(sha256)
    const sales = await salesOfTill(this.#read(ctx), deviceOf(ctx), day)
    for (const sale of sales) sum.addHash(tillSaleMark(sale, sha256).hash)
    const sumMinor = sales.reduce((total, { totalMinor }) => total + totalMinor, 0)
    return { kind: 'sales', grain: day, sumMinor, ...sum.result() }
  }

  #entries(ctx: Context, sheet: DigestSheet, grain: string): Promise<Digest | undefined> {
    const key = `${sheet.epoch} ${sheet.version} ${sheet.shape} ${grain}`
    const running = this.#reading.get(key)
    if (running) return running
    const sum = new DigestSum(sha256)
    const reading = visitTillEntries(this.#read(ctx), sheet, grain, ({ hash }) => sum.addHash(hash))
      .then((isWhole): Digest | undefined =>
        isWhole ? { kind: 'catalogue', grain, sumMinor: null, ...sum.result() } : undefined,
      )
      .finally(() => this.#reading.delete(key))
    this.#reading.set(key, reading)
    return reading
  }

  #read(ctx: Context): StoreRead {
    return (work) => this.#unitOfWork.read(ctx, work)
  }
}

function deviceOf({ deviceId }: Context): DeviceId {
  assert(deviceId !== undefined, 'a device compares')
  return deviceId
}
