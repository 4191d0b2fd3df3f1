import { NAMING_LIMITS, type DigestBucket, type NamedRows, type RowDifference, type RowMark } from '@pos/shared-types'
import { DigestSum } from './digest.ts'
import type { Sha256 } from './ports.ts'

/** In which of 256 parts of a thing a row is. Keys made at one time are alike; their hashes are not. */
export const bucketOf = (sha256: Sha256, { key }: Pick<RowMark, 'key'>): string => sha256(key).slice(0, 2)

/** Digests of the rows of one thing, part by part. */
export class BucketSums {
  readonly #sha256: Sha256
  readonly #sums = new Map<string, DigestSum>()

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  add(mark: RowMark): void {
    const bucket = bucketOf(this.#sha256, mark)
    const sum = this.#sums.get(bucket) ?? new DigestSum(this.#sha256)
    sum.addHash(mark.hash)
    this.#sums.set(bucket, sum)
  }

  result(): DigestBucket[] {
    return [...this.#sums].map(([bucket, sum]) => ({ bucket, ...sum.result() }))
  }
}

/** Collects the rows of some parts of a thing, and no more than one too many. */
export class MarksIn {
  readonly marks: RowMark[] = []
  readonly #buckets: ReadonlySet<string>
  readonly #sha256: Sha256

  constructor(buckets: readonly string[], sha256: Sha256) {
    this.#buckets = new Set(buckets)
    this.#sha256 = sha256
  }

  add(mark: RowMark): void {
    const isWanted = this.marks.length <= NAMING_LIMITS.rows && this.#buckets.has(bucketOf(this.#sha256, mark))
    if (isWanted) this.marks.push(mark)
  }
}

export type BucketChoice = {
  /** Parts that differ and are looked into. */
  readonly buckets: readonly string[]
  /** How many more differ. */
  readonly unread: number
}

/** Chooses of the parts that differ as many as hold no more than `mostRows` rows on either side. */
export function chooseBuckets(
  own: readonly DigestBucket[],
  peer: readonly DigestBucket[],
  mostRows: number,
): BucketChoice {
  const [ours, theirs] = [byName(own), byName(peer)]
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted()
  const differing = names.filter((name) => !isSame(ours.get(name), theirs.get(name)))
  const buckets: string[] = []
  let [ownRows, peerRows] = [0, 0]
  for (const name of differing) {
    const [more, moreThere] = [ours.get(name)?.count ?? 0, theirs.get(name)?.count ?? 0]
    if (ownRows + more > mostRows || peerRows + moreThere > mostRows) continue
    ownRows += more
    peerRows += moreThere
    buckets.push(name)
  }
  return { buckets, unread: differing.length - buckets.length }
}

const byName = (buckets: readonly DigestBucket[]) => new Map(buckets.map((each) => [each.bucket, each]))
const isSame = (a: DigestBucket | undefined, b: DigestBucket | undefined) =>
  a !== undefined && b !== undefined && a.hash === b.hash && a.count === b.count

/** What differs between the rows of two nodes, by their keys. What a node can call its own row, it is called. */
export function rowDifferences(own: readonly RowMark[], peer: readonly RowMark[]): RowDifference[] {
  const ours = new Map(own.map((mark) => [mark.key, mark]))
  const theirs = new Map(peer.map((mark) => [mark.key, mark]))
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [mine, other] = [ours.get(key), theirs.get(key)]
    if (mine?.hash === other?.hash) return []
    return {
      key,
      held: other === undefined ? 'here' : mine === undefined ? 'peer' : 'both',
      label: mine?.label ?? other?.label ?? null,
      variantId: mine?.variantId ?? other?.variantId ?? null,
      quantityMilli: mine?.quantityMilli ?? null,
      peerQuantityMilli: other?.quantityMilli ?? null,
    }
  })
}

/** As many of the differences as may be named, and how many more there are at least. */
export function namedOf(differences: readonly RowDifference[], most: number, unread: number): NamedRows {
  return { rows: differences.slice(0, most), more: Math.max(0, differences.length - most) + unread }
}
