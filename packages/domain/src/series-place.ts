import type { Hash, SeriesId } from '@pos/shared-types'

/** The next free place in a series of a register: what its next document is called and chained to. */
export type SeriesPlace = {
  readonly id: SeriesId
  readonly storeCode: string
  readonly registerCode: string | null
  /** The code of the series: a, b, … */
  readonly code: string
  readonly number: number
  readonly prevHash: Hash
}
