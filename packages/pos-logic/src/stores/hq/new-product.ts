import { createProduct, type Cents, type PriceListId, type ProductId } from '@pos/shared-types'
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useAction } from '../use-action.ts'
import type { Backend } from '../back-office/backend.ts'
import { creationOf, emptyForm, type ProductForm } from './product-form.ts'
import { fieldProblemsOf, type FieldProblems } from './product-problems.ts'
import { isEmpty, stillWrong } from './record-editor.ts'
import { changedFields } from './record-form.ts'

export type FirstPrice = { priceListId: PriceListId | undefined; cents: Cents | null }

export type NewProduct = {
  readonly form: Ref<ProductForm>
  readonly barcodes: Readonly<ShallowRef<readonly string[]>>
  readonly price: Ref<FirstPrice>
  /** How many things are written. */
  readonly changes: ComputedRef<number>
  readonly problems: ComputedRef<FieldProblems>
  /** Why it was not saved, where that is not about fields. */
  readonly saveProblem: ComputedRef<unknown>
  readonly isSaving: Readonly<Ref<boolean>>
  /** Writes a barcode down; the first is the main one. */
  readonly addBarcode: (code: string) => boolean
  readonly takeBarcodeOff: (code: string) => void
  readonly makeBarcodeMain: (code: string) => void
  /** The product's id, once it is saved. */
  readonly save: () => Promise<ProductId | undefined>
  readonly discard: () => void
}

/** A product that is written for the first time: with barcodes and a first price one command, all or nothing. */
export function useNewProduct(backend: Backend): NewProduct {
  const form = ref(emptyForm())
  const barcodes = shallowRef<readonly string[]>([])
  const price = ref<FirstPrice>({ priceListId: undefined, cents: null })
  const refused = shallowRef({ form: form.value, barcodes: barcodes.value })
  const written = computed(() => changedFields(emptyForm(), form.value).length)

  const saving = useAction(async () => {
    refused.value = { form: { ...form.value }, barcodes: barcodes.value }
    const { priceListId, cents } = price.value
    const body = creationOf(form.value, {
      barcodes: barcodes.value.map((code) => ({ code })),
      ...(priceListId !== undefined && cents !== null && { price: { priceListId, priceMinor: cents } }),
    })
    return (await backend.execute(createProduct, { body })).id
  })

  const refusedFields = computed(() => fieldProblemsOf(saving.problem.value, refused.value.form))
  const problems = computed((): FieldProblems => {
    const { form: was, barcodes: codes } = refused.value
    const { barcode, ...others } = stillWrong(refusedFields.value, was, form.value)
    return barcode === undefined || codes !== barcodes.value ? others : { ...others, barcode }
  })

  return {
    form,
    barcodes,
    price,
    changes: computed(() => written.value + barcodes.value.length + (price.value.cents === null ? 0 : 1)),
    problems,
    saveProblem: computed(() => (isEmpty(refusedFields.value) ? saving.problem.value : undefined)),
    isSaving: saving.isBusy,
    addBarcode(code) {
      if (!barcodes.value.includes(code)) barcodes.value = [...barcodes.value, code]
      return true
    },
    takeBarcodeOff: (code) => (barcodes.value = barcodes.value.filter((each) => each !== code)),
    makeBarcodeMain: (code) => (barcodes.value = [code, ...barcodes.value.filter((each) => each !== code)]),
    save: saving.run,
    discard() {
      form.value = emptyForm()
      barcodes.value = []
      price.value = { priceListId: price.value.priceListId, cents: null }
      saving.problem.value = undefined
    },
  }
}
