import { DomainError } from '@pos/core'
import { getProduct, updateProduct, type ProductId, type ProductView } from '@pos/shared-types'
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useAction } from '../use-action.ts'
import type { Backend } from '../back-office/backend.ts'
import {
  changedFields,
  emptyForm,
  formOf,
  mergeForms,
  updateOf,
  type ProductField,
  type ProductForm,
} from './product-form.ts'
import { fieldProblemsOf, type FieldProblems } from './product-problems.ts'
import { useLoad } from './use-load.ts'

/** Somebody else saved the product while it was being changed here. */
export type Conflict = {
  /** What he changed; where both changed a field, mine stands in the form. */
  readonly theirs: readonly ProductField[]
  readonly clashes: readonly ProductField[]
  /** The product as he saved it. */
  readonly saved: ProductForm
}

export type ProductEditor = {
  readonly product: Readonly<ShallowRef<ProductView | undefined>>
  /** What is written now. */
  readonly form: Ref<ProductForm>
  readonly changes: ComputedRef<readonly ProductField[]>
  /** Fields that were refused, until they are written anew. */
  readonly problems: ComputedRef<FieldProblems>
  readonly conflict: Readonly<ShallowRef<Conflict | undefined>>
  readonly loadProblem: Readonly<ShallowRef<unknown>>
  /** Why it was not saved, where that is not about fields. */
  readonly saveProblem: ComputedRef<unknown>
  readonly isSaving: Readonly<Ref<boolean>>
  /** Reads the product anew; what is written and not saved stays. */
  readonly refresh: () => Promise<void>
  /** Tells whether it was saved. */
  readonly save: () => Promise<boolean>
  readonly discard: () => void
  /** Gives way in every field that both changed. */
  readonly takeTheirs: () => void
}

/** A product that a person changes, on top of what others have saved meanwhile. */
export function useProductEditor(backend: Backend, id: ProductId): ProductEditor {
  const product = shallowRef<ProductView>()
  const form = ref(emptyForm())
  const refused = shallowRef(form.value)
  const conflict = shallowRef<Conflict>()
  const saved = computed(() => (product.value ? formOf(product.value) : emptyForm()))
  const changes = computed(() => changedFields(saved.value, form.value))

  function show(fresh: ProductView): void {
    product.value = fresh
    form.value = formOf(fresh)
    conflict.value = undefined
  }

  async function read(): Promise<void> {
    const fresh = await backend.execute(getProduct, { params: { id } })
    // Asked before a save and answered after it.
    if (product.value && fresh.revision < product.value.revision) return
    if (changes.value.length === 0 || product.value === undefined) show(fresh)
    else if (fresh.revision === product.value.revision) product.value = fresh
    else product.value = { ...product.value, variants: fresh.variants }
  }

  /** What was typed since it was sent is not saved, and stays. */
  function showSaved(fresh: ProductView, sent: ProductForm): void {
    const { form: typed } = mergeForms(sent, form.value, formOf(fresh))
    show(fresh)
    form.value = typed
  }

  async function rebase(): Promise<Conflict> {
    const fresh = await backend.execute(getProduct, { params: { id } })
    const { form: merged, theirs, clashes } = mergeForms(saved.value, form.value, formOf(fresh))
    product.value = fresh
    form.value = merged
    return { theirs, clashes, saved: formOf(fresh) }
  }

  const saving = useAction(async () => {
    while (product.value !== undefined) {
      const sent = { ...form.value }
      refused.value = sent
      try {
        const body = updateOf(sent, product.value.revision)
        showSaved(await backend.execute(updateProduct, { params: { id }, body }), sent)
        return true
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'REVISION_CONFLICT')) throw error
        const found = await rebase()
        // What is not in the form may have moved, as barcodes do: nothing to ask a person about.
        if (found.theirs.length > 0) {
          conflict.value = found
          return false
        }
      }
    }
    return false
  })
  const refusedFields = computed(() => fieldProblemsOf(saving.problem.value, refused.value))
  const loading = useLoad(read)

  return {
    product,
    form,
    changes,
    problems: computed(() => stillWrong(refusedFields.value, refused.value, form.value)),
    conflict,
    loadProblem: loading.problem,
    saveProblem: computed(() => (isEmpty(refusedFields.value) ? saving.problem.value : undefined)),
    isSaving: saving.isBusy,
    refresh: loading.reload,
    save: async () => (await saving.run()) === true,
    discard() {
      if (product.value) show(product.value)
      saving.problem.value = undefined
    },
    takeTheirs() {
      const { clashes = [], saved: theirs = form.value } = conflict.value ?? {}
      form.value = { ...form.value, ...Object.fromEntries(clashes.map((field) => [field, theirs[field]])) }
      conflict.value = undefined
    },
  }
}

export const isEmpty = (problems: FieldProblems): boolean => Object.keys(problems).length === 0

/** A refusal holds for a field as long as it says what was refused. */
export function stillWrong(problems: FieldProblems, refused: ProductForm, now: ProductForm): FieldProblems {
  const changed: readonly string[] = changedFields(refused, now)
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !changed.includes(field)))
}
