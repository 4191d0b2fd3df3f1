import { useLoad, useProductEditor, useProductPrices, type PriceChange } from '@pos/pos-logic/stores'
import { listStores, type ProductId } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { onNews } from '../on-news.ts'
import { useHq } from '../use-hq.ts'
import { useBarcodes } from './use-barcodes.ts'

/** A product with its barcodes and prices, and what can be done with it. */
export function useProductPage(id: ProductId) {
  const { t } = useI18n()
  const { backend, session } = useHq()
  const toasts = useToasts()
  const editor = useProductEditor(backend, id)
  const variant = () => editor.record.value?.variants[0]
  const prices = useProductPrices(backend, () => variant()?.id)
  const barcodes = useBarcodes(backend, variant, editor.refresh)
  const stores = useLoad(async () =>
    session.can('hq:stores.view') ? (await backend.execute(listStores, {})).items : [],
  )

  async function refresh(): Promise<void> {
    await editor.refresh()
    if (session.can('hq:prices.view')) await prices.refresh()
  }
  void refresh()
  void stores.reload()
  onNews(['catalogue'], () => void refresh())

  function priceWords({ priceMinor, validFromLocal }: PriceChange): string {
    if (priceMinor === null) return t(validFromLocal === undefined ? 'hq.product.priceEnded' : 'hq.product.priceEnding')
    return t(validFromLocal === undefined ? 'hq.product.priceSaved' : 'hq.product.priceComing')
  }

  return {
    editor,
    prices,
    barcodes,
    refresh,
    zones: computed(() => [...new Set(stores.data.value?.map(({ timeZone }) => timeZone))]),
    async save(): Promise<void> {
      if (await editor.save()) toasts.show({ text: t('hq.product.saved') })
    },
    async setPrice(change: PriceChange): Promise<boolean> {
      if (!(await prices.set(change))) return false
      toasts.show({ text: priceWords(change) })
      return true
    },
  }
}
