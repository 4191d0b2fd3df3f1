import {
  listPriceLists,
  listPrices,
  savePrice,
  type BodyOf,
  type PriceView,
  type ResponseOf,
  type VariantId,
} from '@pos/shared-types'
import type { Ref, ShallowRef } from 'vue'
import { useAction } from '../use-action.ts'
import type { Backend } from '../back-office/backend.ts'
import { useLoad } from './use-load.ts'

export type PriceList = ResponseOf<typeof listPriceLists>['items'][number]
export type PriceChange = Omit<BodyOf<typeof savePrice>, 'variantId'>

export type ProductPrices = {
  readonly lists: Readonly<ShallowRef<readonly PriceList[] | undefined>>
  readonly prices: Readonly<ShallowRef<readonly PriceView[] | undefined>>
  readonly problem: ShallowRef<unknown>
  readonly isSaving: Readonly<Ref<boolean>>
  readonly refresh: () => Promise<void>
  /** Sets a price, or ends it with `priceMinor: null`. Tells whether it was. */
  readonly set: (change: PriceChange) => Promise<boolean>
}

/** The prices of a variant in every list. One is set by itself, at once or from a time on. */
export function useProductPrices(backend: Backend, variantId: () => VariantId | undefined): ProductPrices {
  const lists = useLoad(async () => (await backend.execute(listPriceLists, {})).items)
  const prices = useLoad(async () => {
    const id = variantId()
    return id === undefined ? [] : (await backend.execute(listPrices, { query: { variantId: id } })).items
  })
  const refresh = async () => void (await Promise.all([lists.reload(), prices.reload()]))

  const saving = useAction(async (change: PriceChange) => {
    const id = variantId()
    if (id === undefined) return false
    await backend.execute(savePrice, { body: { ...change, variantId: id } })
    await prices.reload()
    return true
  })

  return {
    lists: lists.data,
    prices: prices.data,
    problem: saving.problem,
    isSaving: saving.isBusy,
    refresh,
    set: async (change) => (await saving.run(change)) === true,
  }
}
