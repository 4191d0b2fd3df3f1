import type { SeriesPlace } from '@pos/domain'
import type { Lease, Series } from '../journal/journal-stores.ts'

/** The next free place of a series at the register that is held. */
export function seriesPlace(series: Series, { storeCode, registerCode }: Lease): SeriesPlace {
  return {
    id: series.id,
    storeCode,
    registerCode,
    code: series.code,
    number: series.lastNumber + 1,
    prevHash: series.lastHash,
  }
}
