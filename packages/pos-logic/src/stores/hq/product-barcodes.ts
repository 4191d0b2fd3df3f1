import { assignBarcode, type VariantId } from '@pos/shared-types'
import { shallowRef, type Ref, type ShallowRef } from 'vue'
import { useAction } from '../use-action.ts'
import type { Backend } from '../back-office/backend.ts'
import { emptyForm } from './product-form.ts'
import { fieldProblemsOf, type FieldProblemKind } from './product-problems.ts'

export type BarcodeAdding = {
  /** Gives a variant one more barcode. Tells whether it was. */
  readonly add: (variantId: VariantId, code: string) => Promise<boolean>
  readonly isBusy: Readonly<Ref<boolean>>
  /** What is wrong with the code that was to be added. */
  readonly codeProblem: Readonly<ShallowRef<FieldProblemKind | undefined>>
  /** Why it was refused, where that is not about the code. */
  readonly problem: ShallowRef<unknown>
}

export function useBarcodeAdding(backend: Backend): BarcodeAdding {
  const codeProblem = shallowRef<FieldProblemKind>()
  const adding = useAction(async (variantId: VariantId, code: string) => {
    codeProblem.value = undefined
    try {
      await backend.execute(assignBarcode, { params: { id: variantId }, body: { code } })
      return true
    } catch (error) {
      codeProblem.value = kindOf(error)
      if (codeProblem.value === undefined) throw error
      return false
    }
  })
  return {
    add: async (variantId, code) => (await adding.run(variantId, code)) === true,
    isBusy: adding.isBusy,
    codeProblem,
    problem: adding.problem,
  }
}

/** The body is a barcode and nothing else, so a refusal of a field is about it. */
function kindOf(error: unknown): FieldProblemKind | undefined {
  const { barcode, code } = fieldProblemsOf(error, emptyForm())
  return barcode ?? code
}
