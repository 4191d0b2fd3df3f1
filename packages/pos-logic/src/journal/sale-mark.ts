import type { RowMark } from '@pos/shared-types'
import type { Sha256 } from '@pos/sync-engine'

/** What of a till's sale till and store compare: the act, the bytes it was told in, and the document. */
export type ComparedSale = {
  readonly eventId: string
  /** SHA-256 of the payload, in hex. */
  readonly bytes: string
  /** Seals the document. */
  readonly hash: string
  readonly totalMinor: number
  readonly documentNo: string
}

/** Marks a sale of a till, by which till and store compare. */
export function tillSaleMark(sale: ComparedSale, sha256: Sha256): RowMark {
  const { eventId, bytes, hash, totalMinor, documentNo } = sale
  return {
    key: eventId,
    hash: sha256(`${eventId} ${bytes} ${hash} ${totalMinor}`),
    label: documentNo,
    variantId: null,
    quantityMilli: null,
  }
}
