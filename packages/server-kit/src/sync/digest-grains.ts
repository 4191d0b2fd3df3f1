import { ENTITIES, tablesOf, type ReplicatedTable } from './aggregates.ts'

/** Every table of the catalogue that a store replicates: each is compared by itself. */
export const DIGESTED_TABLES: readonly ReplicatedTable[] = ENTITIES.flatMap((entity) => {
  const { root, children } = tablesOf(entity)
  return [root, ...children.map(({ table }) => table)]
})

/** The stock of a store is compared as a whole. */
export const STORE_GRAIN = 'store'

type Value = string | number | null

/** What of a sale is compared: the act, and by its hash the whole document. */
export type SaleLine = { readonly eventId: string; readonly hash: string; readonly totalMinor: number }

export const saleText = ({ eventId, hash, totalMinor }: SaleLine): string => `${eventId} ${hash} ${totalMinor}`

export type LevelLine = {
  readonly locationId: string
  readonly variantId: string
  readonly lotKey: string
  readonly quantityMilli: number
}

export const levelText = ({ locationId, variantId, lotKey, quantityMilli }: LevelLine): string =>
  `${locationId} ${variantId} ${lotKey} ${quantityMilli}`

/** The same text on every engine: the values in the order of the columns, and the version of the document. */
export const rowText = (values: readonly Value[]): string => JSON.stringify(values)
