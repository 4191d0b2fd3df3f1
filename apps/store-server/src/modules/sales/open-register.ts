import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { SeriesPlace } from '@pos/domain'
import type { BusinessDate, DeviceId, Hash, Instant, LineageId, RegisterId, SeriesId, ShiftId } from '@pos/shared-types'
import { genesisOf } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { SellingView } from '../catalogue/selling-catalogue.ts'

type OpenShift = {
  readonly id: ShiftId
  readonly businessOn: BusinessDate
  readonly timeZone: string
  readonly lineage: LineageId
  readonly openedAt: Instant
}

/** A register on which the store server itself may make the next sale. */
export type OpenRegister = {
  readonly id: RegisterId
  readonly code: string
  readonly name: string
  readonly shift: OpenShift
  readonly series: SeriesPlace
}

type SeriesRow = { id: SeriesId; code: string; lastNumber: number; lastHash: Buffer | null }

const SHIFT = `
  select id, business_on as businessOn, time_zone as timeZone, lineage, opened_at as openedAt
  from shifts where register_id = ? and state in ('open', 'closing')`

const SERIES = `
  select id, code, last_number as lastNumber, last_hash as lastHash
  from number_series where coalesce(register_id, '') = ? and document = 'sale' and closed_at is null`

const LEASE = `select device_id as deviceId from register_leases where register_id = ?`

/**
 * The register with its shift and the next place of its series.
 *
 * @throws DomainError NOT_FOUND (another store's or retired), REGISTER_LEASED (a till sells on it), SALE_REGISTER_CLOSED
 */
export function openRegister(tx: StoreTx, view: SellingView, id: RegisterId): OpenRegister {
  const register = view.register(id)
  if (!register || register.status === 'retired') throw new DomainError('NOT_FOUND')
  const shift = tx.prepare<OpenShift>(SHIFT).get([id])
  if (tx.prepare<{ deviceId: DeviceId }>(LEASE).get([id]))
    throw new DomainError('REGISTER_LEASED', { register: register.name })
  const series = shift && tx.prepare<SeriesRow>(SERIES).get([id])
  if (!shift || !series) throw new DomainError('SALE_REGISTER_CLOSED', { register: register.name })
  return { id, code: register.code, name: register.name, shift, series: placeOf(view, register.code, id, series) }
}

function placeOf(view: SellingView, registerCode: string, registerId: RegisterId, row: SeriesRow): SeriesPlace {
  return {
    id: row.id,
    storeCode: view.profile.code,
    registerCode,
    code: row.code,
    number: row.lastNumber + 1,
    prevHash: row.lastHash ? (row.lastHash.toString('hex') as Hash) : genesisOf({ registerId, id: row.id }, sha256),
  }
}

const TAKE = `
  update number_series set last_number = :number, last_hash = :hash where id = :id and last_number = :before`

/** Takes the place, if nobody has. Numbers are taken in the transaction of their document and never reused. */
export function takePlace(tx: StoreTx, place: SeriesPlace, hash: Hash): void {
  const taken = tx.prepare(TAKE).run({
    id: place.id,
    number: place.number,
    before: place.number - 1,
    hash: Buffer.from(hash, 'hex'),
  })
  if (taken.changes !== 1) throw new DomainError('SALE_SERIES_GAP')
}
