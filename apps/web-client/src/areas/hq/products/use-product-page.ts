import { useBarcodeAdding, useLoad, useProductEditor, useProductPrices, type PriceChange } from '@pos/pos-logic/stores'
import { listStores, type ProductId } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { onNews } from '../on-news.ts'
import { useHq } from '../use-hq.ts'

/** A product with its barcodes and prices, and what can be done with it. */
export function useProductPage(id: ProductId) {
  const { t } = useI18n()
  const { backend, session } = useHq()
  const toasts = useToasts()
  const editor = useProductEditor(backend, id)
  const variant = computed(() => editor.product.value?.variants[0])
  const prices = useProductPrices(backend, () => variant.value?.id)
  const adding = useBarcodeAdding(backend)
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

  return {
    editor,
    prices,
    adding,
    refresh,
    barcodes: computed(() => variant.value?.barcodes ?? []),
    zones: computed(() => [...new Set(stores.data.value?.map(({ timeZone }) => timeZone))]),
    async save(): Promise<void> {
      if (await editor.save()) toasts.show({ text: t('hq.product.saved') })
    },
    async addBarcode(code: string): Promise<boolean> {
      if (variant.value === undefined || !(await adding.add(variant.value.id, code))) return false
      toasts.show({ text: t('hq.product.barcodeAdded', { code }) })
      await editor.refresh()
      return true
    },
    async setPrice(change: PriceChange): Promise<boolean> {
      if (!(await prices.set(change))) return false
      toasts.show({ text: t(change.validFromLocal === undefined ? 'hq.product.priceSaved' : 'hq.product.priceComing') })
      return true
    },
  }
}
