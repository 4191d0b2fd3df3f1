import {
  NAMING_LIMITS,
  type BodyOf,
  type DigestBucket,
  type DigestGrain,
  type DigestSheet,
  type exchangeBuckets,
  type exchangeRows,
  type NamedRows,
  type RowMark,
} from '@pos/shared-types'
import type { ComparedDigest } from './digest.ts'
import type { Sha256 } from './ports.ts'
import { BucketSums, chooseBuckets, MarksIn, namedOf, rowDifferences } from './row-marks.ts'

/** A compared thing; of what differs, which rows, where both nodes could still say so. */
export type NamedDigest = ComparedDigest & { readonly differing: NamedRows | null }

/** Hands every row of a thing over, as this node holds it; false when the node has moved on since its sheet. */
export type ReadRows = (sheet: DigestSheet, grain: DigestGrain, visit: (mark: RowMark) => void) => Promise<boolean>

/** The same of the thing that was asked about. */
type ReadAsked = (visit: (mark: RowMark) => void) => Promise<boolean>

/** The peer's parts and rows; undefined when it has moved on too. */
export type RowsTransport = {
  buckets(asked: BodyOf<typeof exchangeBuckets>): Promise<readonly DigestBucket[] | undefined>
  rows(asked: BodyOf<typeof exchangeRows>): Promise<readonly RowMark[] | undefined>
}

export type RowNamer = { readonly readRows: ReadRows; readonly peer: RowsTransport; readonly sha256: Sha256 }

/**
 * Finds the rows that differ, thing by thing; each thing may name an equal share of what is left. Both nodes say which
 * parts of a thing they hold how, then which rows are in the parts that differ; each names what differs by its own rows.
 */
export async function nameRows(
  namer: RowNamer,
  sheet: DigestSheet,
  compared: readonly ComparedDigest[],
): Promise<readonly NamedDigest[]> {
  const named: NamedDigest[] = []
  let left: number = NAMING_LIMITS.names
  let things = compared.filter(({ verdict }) => verdict === 'different').length
  for (const digest of compared) {
    const isOpen = digest.verdict === 'different' && left > 0
    const differing = isOpen ? await nameRowsOf(namer, sheet, digest, Math.ceil(left / things)) : null
    if (isOpen) things -= 1
    left -= differing?.rows.length ?? 0
    named.push({ ...digest, differing })
  }
  return named
}

async function nameRowsOf(
  { readRows, peer, sha256 }: RowNamer,
  sheet: DigestSheet,
  { kind, grain }: DigestGrain,
  most: number,
): Promise<NamedRows | null> {
  const { epoch, version, shape } = sheet
  const asked = { epoch, version, ...(shape !== undefined && { shape }), kind, grain }
  const sums = new BucketSums(sha256)
  if (!(await readRows(sheet, asked, (mark) => sums.add(mark)))) return null
  const theirs = await peer.buckets(asked)
  if (theirs === undefined) return null
  const { buckets, unread } = chooseBuckets(sums.result(), theirs, NAMING_LIMITS.rows)
  const own = new MarksIn(buckets, sha256)
  if (!(await readRows(sheet, asked, (mark) => own.add(mark)))) return null
  const rows = await peer.rows({ ...asked, buckets: [...buckets], rows: own.marks, most, unread })
  return rows === undefined ? null : namedOf(rowDifferences(own.marks, rows), most, unread)
}

/** What a node answers to `exchangeBuckets`. */
export async function answerBuckets(readRows: ReadAsked, sha256: Sha256): Promise<DigestBucket[] | null> {
  const sums = new BucketSums(sha256)
  return (await readRows((mark) => sums.add(mark))) ? sums.result() : null
}

/** What a node answers to `exchangeRows`, and what differs by its own rows; undefined when it cannot say. */
export async function answerRows(
  readRows: ReadAsked,
  { buckets, rows, most, unread }: BodyOf<typeof exchangeRows>,
  sha256: Sha256,
): Promise<{ readonly rows: RowMark[]; readonly differing: NamedRows } | undefined> {
  const own = new MarksIn(buckets, sha256)
  const isWhole = await readRows((mark) => own.add(mark))
  // Who asks for more has not asked by what the parts hold.
  if (!isWhole || own.marks.length > NAMING_LIMITS.rows) return undefined
  return { rows: own.marks, differing: namedOf(rowDifferences(own.marks, rows), most, unread) }
}
