import { useProductBarcodes, type Backend } from '@pos/pos-logic/stores'
import type { VariantView } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** What is done with a product's barcodes, each said when it is done. */
export function useBarcodes(backend: Backend, variant: () => VariantView | undefined, read: () => Promise<void>) {
  const { t } = useI18n()
  const toasts = useToasts()
  const { add, makeMain, takeOff, putBack, ...state } = useProductBarcodes(backend, read)

  async function act(isDone: Promise<boolean> | undefined, text: string, undo?: () => void): Promise<boolean> {
    if ((await isDone) !== true) return false
    toasts.show(undo === undefined ? { text } : { text, undo })
    return true
  }
  const withVariant = <T>(work: (known: VariantView) => T) => {
    const known = variant()
    return known === undefined ? undefined : work(known)
  }

  return {
    ...state,
    barcodes: computed(() => variant()?.barcodes ?? []),
    add: (code: string) =>
      act(
        withVariant(({ id }) => add(id, code)),
        t('hq.product.barcodeAdded', { code }),
      ),
    makeMain: (code: string) =>
      act(
        withVariant((known) => makeMain(known, code)),
        t('hq.product.barcodeMain', { code }),
      ),
    async takeOff(code: string): Promise<void> {
      const isPrimary = variant()?.barcodes.some((each) => each.code === code && each.isPrimary) === true
      const back = () =>
        void act(
          withVariant((known) => putBack(known, { code, isPrimary })),
          t('hq.product.barcodeAdded', { code }),
        )
      const isDone = withVariant((known) => takeOff(known, code))
      await act(isDone, t('hq.product.barcodeGone', { code }), back)
    },
  }
}
