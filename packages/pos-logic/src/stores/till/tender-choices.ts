import type { Cents, TenderTypeId } from '@pos/shared-types'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { CatalogueTender } from '../../catalogue/records.ts'

/** A way to pay as its button shows it. */
export type TenderChoice = {
  readonly id: TenderTypeId
  readonly code: string
  readonly name: string
  readonly kind: CatalogueTender['kind']
  readonly canGiveChange: boolean
  /** False while the store is away and this tender may not be taken without it. */
  readonly isAllowed: boolean
  /** The most that may be taken on it while the store is away; null when there is no such limit, or it is there. */
  readonly limitMinor: Cents | null
}

/** Ways to pay an amount, or to give it back when it is below zero, in the order of the payment screen. */
export function tenderChoices(catalogue: Catalogue, totalMinor: Cents, isAlone: boolean): TenderChoice[] {
  const { currency } = catalogue.store
  return catalogue.tenders
    .filter((tender) => tender.isActive && (tender.currency === null || tender.currency === currency))
    .filter((tender) => totalMinor >= 0 || tender.canRefund)
    .map(({ id, code, name, kind, canGiveChange, offline, offlineLimitMinor }) => ({
      id,
      code,
      name,
      kind,
      canGiveChange,
      isAllowed: !isAlone || offline !== 'deny',
      limitMinor: isAlone && offline === 'limit' ? (offlineLimitMinor ?? 0) : null,
    }))
}
