import { BackendRefusal } from '@pos/backend-adapter'
import { createStore, type BodyOf, type StoreView } from '@pos/shared-types'
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useAction } from '../use-action.ts'
import type { Backend } from '../back-office/backend.ts'

type NewStoreBody = BodyOf<typeof createStore>
/** What a person writes about a store. Its currency is that of its price list. */
export type StoreForm = {
  [Field in Exclude<keyof NewStoreBody, 'kind' | 'locale' | 'currency' | 'dayStartsMin'>]-?: string
} & Pick<NewStoreBody, 'kind' | 'locale' | 'dayStartsMin'>
export type StoreField = keyof StoreForm
export type StoreProblem = 'missing' | 'wrong_format' | 'not_allowed' | 'taken'

export type NewStore = {
  readonly form: Ref<StoreForm>
  /** Fields that were refused, until they are written anew. */
  readonly problems: ComputedRef<{ readonly [Field in StoreField]?: StoreProblem }>
  /** Why it was not added, where that is not about fields. */
  readonly saveProblem: ComputedRef<unknown>
  readonly isSaving: Readonly<Ref<boolean>>
  /** How many things are written that were not proposed. */
  readonly changes: ComputedRef<number>
  /** Proposes what stores of a company have in common, where nothing is written yet. */
  readonly propose: (given: Partial<StoreForm>) => void
  /** Adds the store, in the currency of its price list. Undefined when it was refused. */
  readonly save: (currency: string) => Promise<StoreView | undefined>
}

const EMPTY: StoreForm = {
  code: '',
  name: '',
  kind: 'shop',
  legalName: '',
  taxNumber: '',
  phone: '',
  addressLine1: '',
  city: '',
  region: '',
  postalCode: '',
  country: '',
  timeZone: '',
  dayStartsMin: 0,
  locale: 'en',
  taxZoneId: '',
  priceListId: '',
}
const FIELDS = Object.keys(EMPTY) as StoreField[]

/** A store that is written for the first time. */
export function useNewStore(backend: Backend): NewStore {
  const form = ref({ ...EMPTY })
  const proposed = shallowRef({ ...EMPTY })
  const refused = shallowRef({ ...EMPTY })

  const saving = useAction(async (currency: string) => {
    refused.value = { ...form.value }
    return await backend.execute(createStore, { body: bodyOf(form.value, currency) })
  })
  const refusedFields = computed(() => problemsOf(saving.problem.value, refused.value))

  return {
    form,
    problems: computed(() =>
      Object.fromEntries(refusedFields.value.filter(([field]) => form.value[field] === refused.value[field])),
    ),
    saveProblem: computed(() => (refusedFields.value.length === 0 ? saving.problem.value : undefined)),
    isSaving: saving.isBusy,
    changes: computed(() => FIELDS.filter((field) => form.value[field] !== proposed.value[field]).length),
    propose(given) {
      const untouched = FIELDS.filter((field) => form.value[field] === proposed.value[field])
      proposed.value = { ...proposed.value, ...given }
      form.value = { ...form.value, ...Object.fromEntries(untouched.map((field) => [field, proposed.value[field]])) }
    },
    save: saving.run,
  }
}

function bodyOf(form: StoreForm, currency: string): NewStoreBody {
  const { dayStartsMin, taxNumber, phone, region, postalCode, ...needed } = form
  const optional = Object.entries({ taxNumber, phone, region, postalCode })
    .map(([field, text]) => [field, text.trim()] as const)
    .filter(([, text]) => text !== '')
  const trimmed = Object.entries(needed).map(([field, text]) => [field, text.trim()])
  const codes = { code: form.code.trim().toUpperCase(), country: form.country.trim().toUpperCase() }
  return {
    ...needed,
    ...Object.fromEntries(trimmed),
    ...codes,
    dayStartsMin,
    currency,
    ...Object.fromEntries(optional),
  }
}

function problemsOf(problem: unknown, form: StoreForm): readonly (readonly [StoreField, StoreProblem])[] {
  if (!(problem instanceof BackendRefusal)) return []
  if (problem.code === 'CODE_TAKEN') return [['code', 'taken']]
  return FIELDS.flatMap((field) => {
    const found = problem.fields.find(({ path }) => path === `body.${field}`)
    return found === undefined ? [] : [[field, kindOf(found.problem, form[field])] as const]
  })
}

function kindOf(problem: string, written: string | number): StoreProblem {
  if (written === '') return 'missing'
  return problem === 'not_allowed' ? problem : 'wrong_format'
}
