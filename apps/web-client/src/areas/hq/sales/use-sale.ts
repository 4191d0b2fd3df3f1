import { receiptOf, shopOf, useLoad, type ReceiptNames } from '@pos/pos-logic/stores'
import {
  getSale,
  getUser,
  listReasons,
  listRegisters,
  listRelatedSales,
  listReturnable,
  listStores,
  listTenders,
  type SaleDocument,
  type SaleId,
} from '@pos/shared-types'
import { useRegion } from '@pos/ui-kit'
import { computed } from 'vue'
import { useHq } from '../use-hq.ts'

/** What the head of a receipt says to who may not see the stores. */
const NO_SHOP = { name: '', legalName: null, taxNumber: null, addressLines: [], phone: null }

/** A sale with the names of what it points to, as far as one may see them. */
export function useSale(id: () => SaleId) {
  const { backend, session } = useHq()
  const region = useRegion()

  const document = useLoad(() => backend.execute(getSale, { params: { id: id() } }))
  const names = useLoad(async () => {
    const mayStores = session.can('hq:stores.view')
    const [tenders, reasons, stores, registers] = await Promise.all([
      backend.execute(listTenders, {}),
      backend.execute(listReasons, {}),
      mayStores ? backend.execute(listStores, {}) : { items: [] },
      mayStores ? backend.execute(listRegisters, {}) : { items: [] },
    ])
    return { tenders, reasons, stores, registers }
  })
  const returnable = useLoad(async () => {
    const { kind } = document.data.value?.sale ?? {}
    return kind === 'sale' || kind === 'exchange'
      ? (await backend.execute(listReturnable, { params: { id: id() } })).items
      : []
  })
  const seller = useLoad(async () => {
    const userId = document.data.value?.sale.userId
    return userId && session.can('hq:users.view') ? backend.execute(getUser, { params: { id: userId } }) : null
  })
  const related = useLoad(async () => (await backend.execute(listRelatedSales, { params: { id: id() } })).items)

  async function reload(): Promise<void> {
    await Promise.all([document.reload(), names.reload(), related.reload()])
    await Promise.all([returnable.reload(), seller.reload()])
  }

  const store = computed(() =>
    names.data.value?.stores.items.find((each) => each.id === document.data.value?.sale.storeId),
  )
  const cashier = computed(() => seller.data.value?.displayName ?? null)
  const namesOf = (): ReceiptNames => ({
    store: store.value ? shopOf(store.value) : { ...NO_SHOP, region: region.value.locale },
    register: (wanted) => names.data.value?.registers.items.find((each) => each.id === wanted),
    tender: (wanted) => names.data.value?.tenders.items.find((each) => each.id === wanted),
    reason: (wanted) => names.data.value?.reasons.items.find((each) => each.id === wanted),
  })
  const receipt = computed(() => document.data.value && receiptOf(document.data.value, namesOf(), cashier.value))
  const returned = computed(
    (): ReadonlyMap<string, number> =>
      new Map(returnable.data.value?.map(({ saleLineId, returnedMilli }) => [saleLineId, returnedMilli])),
  )

  return {
    sale: computed((): SaleDocument['sale'] | undefined => document.data.value?.sale),
    document: document.data,
    flags: computed(() => document.data.value?.flags ?? []),
    store,
    receipt,
    returned,
    related: computed(() => related.data.value ?? []),
    problem: document.problem,
    reload,
  }
}
