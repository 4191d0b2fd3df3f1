import type { FieldProblemKind, ProductField, ProductForm } from '@pos/pos-logic/stores'
import { useI18n } from 'vue-i18n'
import type { Choices } from './use-choices.ts'

/** What fields are called, what is wrong with one, and what its value is called. */
export function useFieldWords() {
  const { t } = useI18n()

  /** A field's value in words, as it stands on the page. */
  function valueOf(field: ProductField, form: ProductForm, choices: Choices): string {
    const value = form[field]
    if (typeof value === 'boolean') return t(value ? 'hq.product.yes' : 'hq.product.no')
    if (field === 'departmentId') return choices.nameOf(choices.departments.value, value)
    if (field === 'taxGroupId') return choices.nameOf(choices.taxGroups.value, value)
    if (field === 'baseUnitCode') return choices.nameOf(choices.units.value, value)
    if (field === 'status') return t(`hq.products.statuses.${form.status}`)
    if (field === 'kind') return t(`hq.product.kinds.${form.kind}`)
    return value === '' ? t('hq.product.empty') : value
  }

  return {
    labelOf: (field: ProductField) => t(`hq.product.fields.${field}`),
    problemOf: (kind: FieldProblemKind | undefined) =>
      kind === undefined ? undefined : t(`hq.product.problems.${kind}`),
    valueOf,
  }
}
