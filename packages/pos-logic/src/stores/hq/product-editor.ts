import { getProduct, updateProduct, type ProductId, type ProductView } from '@pos/shared-types'
import type { Backend } from '../back-office/backend.ts'
import { emptyForm, formOf, updateOf, type ProductForm } from './product-form.ts'
import { fieldProblemsOf, type FieldProblems } from './product-problems.ts'
import { useRecordEditor, type RecordEditor } from './record-editor.ts'

export type ProductEditor = RecordEditor<ProductView, ProductForm, FieldProblems>

/** A product that a person changes, on top of what others have saved meanwhile. */
export function useProductEditor(backend: Backend, id: ProductId): ProductEditor {
  return useRecordEditor({
    read: () => backend.execute(getProduct, { params: { id } }),
    save: (form, before) =>
      backend.execute(updateProduct, { params: { id }, body: updateOf(form, before?.revision ?? 0) }),
    formOf,
    empty: emptyForm,
    problemsOf: fieldProblemsOf,
    // Barcodes are no part of the form.
    beside: (shown, { variants }) => ({ ...shown, variants }),
    isNew: false,
  })
}
