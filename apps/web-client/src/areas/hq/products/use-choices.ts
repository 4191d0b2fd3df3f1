import { useLoad, type Backend } from '@pos/pos-logic/stores'
import { listDepartments, listTaxes, listUnits } from '@pos/shared-types'
import { computed, type ComputedRef } from 'vue'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'
import { onNews } from '../on-news.ts'

export type Choice = { readonly value: string; readonly label: string }

export type Choices = {
  readonly departments: ComputedRef<readonly Choice[]>
  readonly taxGroups: ComputedRef<readonly Choice[]>
  readonly units: ComputedRef<readonly Choice[]>
  /** What a tax group comes to in each tax zone. */
  readonly taxesOf: (taxGroupId: string) => readonly string[]
  readonly nameOf: (choices: readonly Choice[], id: string) => string
}

/** What a product's fields are chosen from. */
export function useChoices(backend: Backend): Choices {
  const { t } = useI18n()
  const format = useFormat()
  const departments = useLoad(() => backend.execute(listDepartments, {}))
  const taxes = useLoad(() => backend.execute(listTaxes, {}))
  const units = useLoad(() => backend.execute(listUnits, {}))
  const reload = () => void Promise.all([departments.reload(), taxes.reload(), units.reload()])
  reload()
  onNews(['catalogue'], reload)

  function taxesOf(taxGroupId: string): readonly string[] {
    const { zones = [], rates = [], groups = [] } = taxes.data.value ?? {}
    const group = groups.find(({ id }) => id === taxGroupId)
    if (group === undefined) return []
    return zones.map((zone) => {
      const codes = group.rates.filter(({ taxZoneId }) => taxZoneId === zone.id).map(({ taxRateCode }) => taxRateCode)
      const percents = codes.map((code) => {
        const rateBp = rates.find((rate) => rate.code === code)?.rateBp
        return rateBp === null || rateBp === undefined ? code : format.rate(rateBp * 100)
      })
      return t('hq.product.taxHint', { zone: zone.name, rates: percents.join(' + ') || t('hq.product.noTax') })
    })
  }

  return {
    departments: computed(() =>
      (departments.data.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ),
    taxGroups: computed(() => (taxes.data.value?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }))),
    units: computed(() => (units.data.value?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))),
    taxesOf,
    nameOf: (choices, id) => choices.find(({ value }) => value === id)?.label ?? '',
  }
}
