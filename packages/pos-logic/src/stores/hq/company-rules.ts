import { BackendRefusal } from '@pos/backend-adapter'
import { settingFits } from '@pos/domain'
import { listSettings, saveSetting, type ResponseOf, type SettingDefinition } from '@pos/shared-types'
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Backend } from '../back-office/backend.ts'
import { useAction } from '../use-action.ts'
import { useLoad } from './use-load.ts'

export type RuleValue = SettingDefinition['fallback']
/** What is written for each setting, by its key. */
type Written = { readonly [key: string]: RuleValue }

export type CompanyRules = {
  /** What each setting may hold, in the order asked for. Undefined before they were read. */
  readonly definitions: ComputedRef<readonly SettingDefinition[] | undefined>
  /** What is written now, saved or not. */
  readonly form: Readonly<Ref<Written>>
  readonly write: (key: string, value: RuleValue) => void
  /** The keys of what is written and not saved. */
  readonly changes: ComputedRef<readonly string[]>
  /** The keys of what was refused, until they are written anew. */
  readonly refused: ComputedRef<readonly string[]>
  readonly loadProblem: Readonly<ShallowRef<unknown>>
  /** Why it was not saved, where that is not about a value. */
  readonly saveProblem: Readonly<ShallowRef<unknown>>
  readonly isSaving: Readonly<Ref<boolean>>
  /** Reads the settings anew; what is written and not saved stays. */
  readonly refresh: () => Promise<void>
  /** Saves what changed and nothing else, then reads all anew. Tells whether everything was saved. */
  readonly save: () => Promise<boolean>
  readonly discard: () => void
}

type Settings = ResponseOf<typeof listSettings>

/** Settings of the company that a person changes together; of two who change the same one, the last wins. */
export function useCompanyRules(backend: Backend, keys: readonly string[]): CompanyRules {
  const saved = ref<Written>({})
  const form = ref<Written>({})
  const unfit = shallowRef<Written>({})
  const isChanged = (key: string) => form.value[key] !== saved.value[key]
  const changes = computed(() => keys.filter(isChanged))

  const loading = useLoad(async () => {
    const { items, definitions } = await backend.execute(listSettings, {})
    const known = keys.flatMap((key) => definitions.find((definition) => definition.key === key) ?? [])
    const fresh = Object.fromEntries(known.map((one) => [one.key, companyValueOf(one, items)]))
    const unsaved = changes.value.map((key) => [key, form.value[key] ?? null] as const)
    saved.value = fresh
    form.value = { ...fresh, ...Object.fromEntries(unsaved) }
    return known
  })

  const saving = useAction(async () => {
    const sent = changes.value.map((key) => [key, form.value[key] ?? null] as const)
    unfit.value = Object.fromEntries(sent.filter(([key, value]) => !fits(loading.data.value, key, value)))
    if (Object.keys(unfit.value).length > 0) return false
    try {
      for (const [key, value] of sent) await saveOne(key, value)
    } finally {
      await loading.reload()
    }
    return Object.keys(unfit.value).length === 0
  })

  async function saveOne(key: string, value: RuleValue): Promise<void> {
    try {
      await backend.execute(saveSetting, { params: { key }, body: { level: 'company', value } })
      saved.value = { ...saved.value, [key]: value }
    } catch (error) {
      if (!(error instanceof BackendRefusal && error.fields.some(({ path }) => path === 'body.value'))) throw error
      unfit.value = { ...unfit.value, [key]: value }
    }
  }

  return {
    definitions: computed(() => loading.data.value),
    form,
    write: (key, value) => (form.value = { ...form.value, [key]: value }),
    changes,
    refused: computed(() => Object.keys(unfit.value).filter((key) => form.value[key] === unfit.value[key])),
    loadProblem: loading.problem,
    saveProblem: saving.problem,
    isSaving: saving.isBusy,
    refresh: loading.reload,
    save: async () => (await saving.run()) === true,
    discard() {
      form.value = { ...saved.value }
      unfit.value = {}
      saving.problem.value = undefined
    },
  }
}

/** What the company set, else the default; a value the product does not understand does not count. */
function companyValueOf(definition: SettingDefinition, items: Settings['items']): RuleValue {
  const set = items.find(({ key, level }) => key === definition.key && level === 'company')?.value
  return settingFits(definition.range, set) ? set : definition.fallback
}

const fits = (definitions: readonly SettingDefinition[] | undefined, key: string, value: RuleValue) =>
  definitions?.some((definition) => definition.key === key && settingFits(definition.range, value)) ?? false
