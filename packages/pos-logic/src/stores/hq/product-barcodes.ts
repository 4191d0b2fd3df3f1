import { DomainError } from '@pos/core'
import { assignBarcode, saveItem, type BodyOf, type VariantId, type VariantView } from '@pos/shared-types'
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { useAction } from '../use-action.ts'
import type { Backend } from '../back-office/backend.ts'
import { emptyForm } from './product-form.ts'
import { fieldProblemsOf, type FieldProblemKind } from './product-problems.ts'

type Barcodes = BodyOf<typeof saveItem>['barcodes']

/**
 * What is done with the barcodes of a variant, each at once. All verbs tell whether it was done, and are busy until the
 * variant has been read anew.
 */
export type ProductBarcodes = {
  readonly add: (variantId: VariantId, code: string) => Promise<boolean>
  readonly makeMain: (variant: VariantView, code: string) => Promise<boolean>
  readonly takeOff: (variant: VariantView, code: string) => Promise<boolean>
  /** Gives a barcode back that was taken off: as the main one when it was that. */
  readonly putBack: (variant: VariantView, barcode: Barcodes[number]) => Promise<boolean>
  readonly isBusy: ComputedRef<boolean>
  /** What is wrong with the code that was to be added. */
  readonly codeProblem: Readonly<ShallowRef<FieldProblemKind | undefined>>
  /** Somebody else changed the barcodes since the variant was read: it was not done, and they were read anew. */
  readonly isStale: Readonly<ShallowRef<boolean>>
  /** Why it was refused, where that is not about the code. */
  readonly problem: ComputedRef<unknown>
}

/** @param read - reads the variant anew */
export function useProductBarcodes(backend: Backend, read: () => Promise<void>): ProductBarcodes {
  const codeProblem = shallowRef<FieldProblemKind>()
  const isStale = shallowRef(false)
  const begin = () => {
    codeProblem.value = undefined
    isStale.value = false
  }

  const adding = useAction(async (id: VariantId, code: string) => {
    begin()
    try {
      await backend.execute(assignBarcode, { params: { id }, body: { code } })
      await read()
      return true
    } catch (error) {
      codeProblem.value = kindOf(error, code)
      if (codeProblem.value === undefined) throw error
      return false
    }
  })

  const saving = useAction(async ({ id, sku, revision }: VariantView, barcodes: Barcodes) => {
    begin()
    try {
      await backend.execute(saveItem, { params: { id }, body: { sku, revision, barcodes } })
    } catch (error) {
      isStale.value = error instanceof DomainError && error.code === 'REVISION_CONFLICT'
      if (!isStale.value) throw error
    }
    await read()
    return !isStale.value
  })

  const save = async (variant: VariantView, barcodes: Barcodes) => (await saving.run(variant, barcodes)) === true
  const asInput = ({ barcodes }: VariantView): Barcodes => barcodes.map(({ code, isPrimary }) => ({ code, isPrimary }))

  return {
    add: async (variantId, code) => (await adding.run(variantId, code)) === true,
    makeMain: (variant, code) =>
      save(
        variant,
        variant.barcodes.map((each) => ({ code: each.code, isPrimary: each.code === code })),
      ),
    takeOff: (variant, code) =>
      save(
        variant,
        asInput(variant).filter((each) => each.code !== code),
      ),
    putBack: (variant, barcode) => save(variant, [...asInput(variant), barcode]),
    isBusy: computed(() => adding.isBusy.value || saving.isBusy.value),
    codeProblem,
    isStale,
    problem: computed(() => adding.problem.value ?? saving.problem.value),
  }
}

/** The body is a barcode and nothing else, so a refusal of a field is about it. */
function kindOf(error: unknown, added: string): FieldProblemKind | undefined {
  const { barcode, code } = fieldProblemsOf(error, { ...emptyForm(), code: added })
  return barcode ?? code
}
