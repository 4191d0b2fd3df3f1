import { useLoad, useNewStore } from '@pos/pos-logic/stores'
import { listPriceLists, listStores, listTaxes, type StoreView } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useHq } from '../use-hq.ts'
import { useProvisioning } from './use-provisioning.ts'

/** A new store, proposed as the company's first one is. Once it is added its set-up token is shown. */
export function useNewStorePage() {
  const { t } = useI18n()
  const { backend, session } = useHq()
  const router = useRouter()
  const toasts = useToasts()
  const { form, problems, saveProblem, isSaving, changes, propose, save } = useNewStore(backend)
  const provisioning = useProvisioning(backend)
  const added = shallowRef<StoreView>()

  const basics = useLoad(async () => {
    const [lists, taxes, stores] = await Promise.all([
      backend.execute(listPriceLists, {}),
      backend.execute(listTaxes, {}),
      backend.execute(listStores, {}),
    ])
    const [like] = stores.items
    const priceListId = like?.priceListId ?? lists.items[0]?.id ?? ''
    propose(like ? { ...sameAs(like), priceListId } : { priceListId, taxZoneId: taxes.zones[0]?.id ?? '' })
    return { lists: lists.items, zones: taxes.zones }
  })
  void basics.reload()

  const currency = computed(
    () => basics.data.value?.lists.find(({ id }) => id === form.value.priceListId)?.currency ?? '',
  )
  const leave = () => router.replace({ name: 'hq-store', params: { id: added.value?.id } })

  async function add(): Promise<void> {
    added.value = await save(currency.value)
    if (added.value === undefined) return
    toasts.show({ text: t('hq.store.added', { name: added.value.name }) })
    if (session.can('hq:stores.provision')) await provisioning.making.run(added.value.id)
    if (provisioning.token.value === undefined) await leave()
  }

  async function closeToken(): Promise<void> {
    provisioning.forgetToken()
    await leave()
  }
  async function takeBack(): Promise<void> {
    await provisioning.takingBack.run()
    if (provisioning.token.value === undefined) await leave()
  }

  return {
    form,
    problems,
    saveProblem: computed(() => saveProblem.value ?? basics.problem.value),
    isSaving,
    currency,
    zones: computed(() => basics.data.value?.zones ?? []),
    lists: computed(() => basics.data.value?.lists ?? []),
    isLoaded: computed(() => basics.data.value !== undefined),
    unsaved: computed(() => (added.value === undefined ? changes.value : 0)),
    added,
    add,
    discard: () => router.push({ name: 'hq-stores' }),
    token: provisioning.token,
    isTakingBack: provisioning.takingBack.isBusy,
    closeToken,
    takeBack,
  }
}

function sameAs({ legalName, taxNumber, country, timeZone, dayStartsMin, taxZoneId, locale }: StoreView) {
  return {
    legalName,
    taxNumber: taxNumber ?? '',
    country,
    timeZone,
    dayStartsMin,
    taxZoneId,
    locale: locale.startsWith('es') ? ('es' as const) : ('en' as const),
  }
}
