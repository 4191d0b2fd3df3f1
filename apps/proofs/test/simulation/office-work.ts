import type { CatalogueDocument } from '@pos/shared-types'
import type { Company } from '../harness/company.ts'
import { whole, type Random } from '../harness/random-cart.ts'
import type { FeedRow, MemoryHq } from './memory-hq.ts'

/** Two products whose prices always change in one transaction: the second costs so much more. */
const APART_MINOR = 1_000

/** What head office changes while the stores sell: prices, and what concerns one store alone. */
export class OfficeWork {
  /** Variants of the pair. */
  readonly pair: readonly [string, string]
  /** From this version on the pair is a pair. */
  pairedFrom = Number.POSITIVE_INFINITY
  readonly #hq: MemoryHq
  readonly #random: Random
  readonly #company: Company

  constructor(hq: MemoryHq, company: Company, random: Random) {
    const [first, second] = company.products
    if (!first || !second) throw new Error('the company sells something')
    this.#hq = hq
    this.#random = random
    this.#company = company
    this.pair = [first.variantId, second.variantId]
  }

  /** The pair together, some other product alone, or the name of a register. */
  change(): void {
    if (this.#random() < 0.2) return this.#rename()
    const minor = whole(this.#random, 100, 5_000)
    if (this.#random() < 0.6) {
      this.#commit(
        new Map([
          [this.pair[0], minor],
          [this.pair[1], minor + APART_MINOR],
        ]),
      )
      this.pairedFrom = Math.min(this.pairedFrom, this.#hq.version)
      return
    }
    const other = this.#company.products[whole(this.#random, 2, this.#company.products.length - 1)]
    this.#commit(new Map([[other?.variantId ?? '', minor]]))
  }

  /** Whether the two prices may stand beside each other at this version. */
  isPair(version: number, [first, second]: readonly (number | undefined)[]): boolean {
    if (version < this.pairedFrom) return true
    return first !== undefined && second === first + APART_MINOR
  }

  #rename(): void {
    const registers = this.#hq.allRows().filter(({ entity }) => entity === 'register')
    const row = registers[whole(this.#random, 0, registers.length - 1)]
    if (!row?.data) return
    const name = `Register ${whole(this.#random, 1, 999)}`
    this.#hq.commit([{ entity: row.entity, id: row.id, data: { ...row.data, row: { ...row.data.row, name } } }])
  }

  #commit(prices: ReadonlyMap<string, number>): void {
    const rows = this.#hq.allRows().filter((row) => row.entity === 'price' && prices.has(variantOf(row)))
    this.#hq.commit(
      rows.map((row) => ({ entity: row.entity, id: row.id, data: priced(row, prices.get(variantOf(row)) ?? 0) })),
    )
  }
}

function variantOf({ data }: FeedRow): string {
  return String(data?.row['variant_id'])
}

function priced({ data }: FeedRow, minor: number): CatalogueDocument | null {
  return data && { ...data, row: { ...data.row, price_minor: minor } }
}
