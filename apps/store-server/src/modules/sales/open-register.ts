import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { SeriesPlace } from '@pos/domain'
import type { DeviceId, RegisterId } from '@pos/shared-types'
import { placeAfter } from '../../numbering/places.ts'
import { findOpenSeries } from '../../numbering/series.ts'
import { findLeaseholder, findOpenShift, type OpenShift } from '../../register-state.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'

/** A register on which the store server itself may make the next sale. */
export type OpenRegister = {
  readonly id: RegisterId
  readonly code: string
  readonly name: string
  readonly shift: OpenShift
  readonly series: SeriesPlace
}

/**
 * The register with its shift and the next place of its series.
 *
 * @throws DomainError NOT_FOUND (another store's or retired), REGISTER_LEASED (a till sells on it), SALE_REGISTER_CLOSED
 */
export function openRegister(tx: StoreTx, view: SellingView, id: RegisterId): OpenRegister {
  const register = view.register(id)
  if (!register || register.status === 'retired') throw new DomainError('NOT_FOUND')
  const { code, name } = register
  if (findLeaseholder(tx, id) !== undefined) throw new DomainError('REGISTER_LEASED', { register: name })
  const shift = findOpenShift(tx, id)
  const series = shift && findOpenSeries(tx, id, 'sale')
  if (!shift || !series) throw new DomainError('SALE_REGISTER_CLOSED', { register: name })
  const where = { storeCode: view.profile.code, registerCode: code, registerId: id }
  return { id, code, name, shift, series: placeAfter(series, where) }
}

/**
 * Looks a register up for a question about a sale. A till that holds it knows its shift and series itself, and may be
 * ahead of what the store has heard.
 *
 * @throws DomainError NOT_FOUND (another store's or retired), REGISTER_LEASED (another till holds it)
 */
export function askedRegister(tx: StoreTx, view: SellingView, id: RegisterId, deviceId: DeviceId | undefined): void {
  const register = view.register(id)
  if (!register || register.status === 'retired') throw new DomainError('NOT_FOUND')
  const holder = findLeaseholder(tx, id)
  if (holder !== undefined && deviceId !== undefined && holder !== deviceId)
    throw new DomainError('REGISTER_LEASED', { register: register.name })
}
