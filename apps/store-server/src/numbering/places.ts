import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { genesisOf, type SeriesPlace } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { Hash, RegisterId, SeriesId } from '@pos/shared-types'
import type { Series } from './series.ts'

type Where = { readonly storeCode: string; readonly registerCode: string; readonly registerId: RegisterId }

/** The next free place of a series. */
export function placeAfter(
  { id, code, lastNumber, lastHash }: Series,
  { storeCode, registerCode, registerId }: Where,
): SeriesPlace {
  const prevHash = lastHash ? lastHash.toString('hex') : genesisOf({ registerId, id }, sha256)
  return { id, storeCode, registerCode, code, number: lastNumber + 1, prevHash }
}

const TAKE = `
  update number_series set last_number = :number, last_hash = :hash where id = :id and last_number = :before`

/**
 * Takes the place, if nobody has. Numbers are taken in the transaction of their document and never reused.
 *
 * @throws DomainError SALE_SERIES_GAP
 */
export function takePlace(tx: StoreTx, place: SeriesPlace, hash: Hash): void {
  const taken = tx.prepare(TAKE).run({
    id: place.id,
    number: place.number,
    before: place.number - 1,
    hash: Buffer.from(hash, 'hex'),
  })
  if (taken.changes !== 1) throw new DomainError('SALE_SERIES_GAP')
}

const FOLLOW = `
  update number_series set last_number = :number, last_hash = :hash where id = :id and last_number < :number`

/** Lets a series follow a document that a till has numbered. */
export function followPlace(tx: StoreTx, id: SeriesId, number: number, hash: Hash): void {
  tx.prepare(FOLLOW).run({ id, number, hash: Buffer.from(hash, 'hex') })
}
