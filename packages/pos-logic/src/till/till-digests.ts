import type { Digest, DigestSheet, RowMark, SaleFact } from '@pos/shared-types'
import { DigestSum, type DigestPort } from '@pos/sync-engine'
import { entryMark } from '../catalogue/entry-mark.ts'
import { REPLICA_SCHEMA, REPLICATED } from '../catalogue/flatten.ts'
import type { StoredEvent } from '../journal/journal-stores.ts'
import { tillSaleMark } from '../journal/sale-mark.ts'
import { ShortTurns } from './short-turns.ts'
import type { TillCore } from './till-core.ts'

const DAY_MS = 86_400_000
/** The journal keeps 35 days of what the store acknowledged, and forgets by the instant, not by the day. */
const WHOLE_DAYS = 33

type MarkedSale = { readonly businessOn: string; readonly totalMinor: number; readonly mark: RowMark }

/** What a till holds, made from what it has stored, a few rows at a time: a scan comes first. */
export class TillDigests implements DigestPort {
  readonly #core: TillCore

  constructor(core: TillCore) {
    this.#core = core
  }

  async sheet(kinds: Parameters<DigestPort['sheet']>[0]): Promise<DigestSheet | undefined> {
    const { journal, replica } = this.#core
    const cursor = replica.cursor()
    const seq = journal.lastSeq
    if (cursor === undefined || !(await this.#isHandedUp())) return undefined
    const catalogue = kinds.has('catalogue') ? await this.#catalogue() : []
    const sales = kinds.has('sales') ? await this.#sales() : []
    if (catalogue === undefined || journal.lastSeq !== seq || !(await this.#isHandedUp())) return undefined
    return { ...cursor, shape: REPLICA_SCHEMA, seq, digests: [...catalogue, ...sales] }
  }

  readonly rows: DigestPort['rows'] = async ({ epoch, version }, { kind, grain }, visit) => {
    const cursor = this.#core.replica.cursor()
    if (cursor?.epoch !== epoch || cursor.version !== version) return false
    if (kind === 'catalogue') return this.#visitEntries((entity, mark) => entity === grain && visit(mark))
    for await (const { businessOn, mark } of this.#markedSales()) if (businessOn === grain) visit(mark)
    return true
  }

  /** The store keeps what came of it; a till has nobody who would look. */
  keep(): void {}

  async #isHandedUp(): Promise<boolean> {
    return (await this.#core.journal.outbox.status()).pending === 0
  }

  async #catalogue(): Promise<Digest[] | undefined> {
    const { sha256 } = this.#core.options
    const sums = new Map<string, DigestSum>(REPLICATED.map((entity) => [entity, new DigestSum(sha256)]))
    const isWhole = await this.#visitEntries((entity, { hash }) => sums.get(entity)?.addHash(hash))
    if (!isWhole) return undefined
    return [...sums].map(([grain, sum]) => ({ kind: 'catalogue', grain, sumMinor: null, ...sum.result() }))
  }

  #visitEntries(visit: (entity: string, mark: RowMark) => void): Promise<boolean> {
    const { replica, options } = this.#core
    const { between } = new ShortTurns(options)
    return replica.visitStored((entry) => visit(entry.entity, entryMark(entry, options.sha256)), between)
  }

  async #sales(): Promise<Digest[]> {
    const { clock, sha256 } = this.#core.options
    const sums = new Map(lastDays(clock.now()).map((day) => [day, { minor: 0, sum: new DigestSum(sha256) }]))
    for await (const { businessOn, totalMinor, mark } of this.#markedSales()) {
      const day = sums.get(businessOn)
      day?.sum.addHash(mark.hash)
      if (day) day.minor += totalMinor
    }
    return [...sums].map(([grain, { minor, sum }]) => ({ kind: 'sales', grain, sumMinor: minor, ...sum.result() }))
  }

  async *#markedSales(): AsyncGenerator<MarkedSale> {
    const { between } = new ShortTurns(this.#core.options)
    for await (const event of this.#core.journal.newestFirst()) {
      if (event.type !== 'sale.completed') continue
      await between()
      yield this.#marked(event)
    }
  }

  #marked({ eventId, payload }: StoredEvent): MarkedSale {
    const { sha256 } = this.#core.options
    const { businessOn, totalMinor, hash, documentNo } = (JSON.parse(payload) as SaleFact).sale
    const mark = tillSaleMark({ eventId, bytes: sha256(payload), hash, totalMinor, documentNo }, sha256)
    return { businessOn, totalMinor, mark }
  }
}

/** The days a till surely has whole, and tomorrow, where a shop is ahead of this clock. */
function lastDays(at: number): string[] {
  return Array.from({ length: WHOLE_DAYS + 2 }, (_, ago) =>
    new Date(at + (1 - ago) * DAY_MS).toISOString().slice(0, 10),
  )
}
