import { useArrivals, useList, useLoad } from '@pos/pos-logic/stores'
import { listSales, listStores } from '@pos/shared-types'
import { useNow } from '@pos/ui-kit'
import { computed, shallowRef, watch } from 'vue'
import { useRouteText } from '../../../app/use-route-text.ts'
import { onNews } from '../on-news.ts'
import { useHq } from '../use-hq.ts'

/** The sales of all stores, the newest first; those that arrive are counted until they are asked for. */
export function useSaleList() {
  const { backend, session } = useHq()
  const clock = useNow()
  const receipt = useRouteText('q')
  const storeId = useRouteText('store')
  const from = useRouteText('from')
  const to = useRouteText('to')
  const readAt = shallowRef<number | null>(null)

  const query = () => ({
    ...(receipt.value !== '' && { receipt: receipt.value }),
    ...(storeId.value !== '' && { storeId: storeId.value }),
    ...(from.value !== '' && { from: from.value }),
    ...(to.value !== '' && { to: to.value }),
  })
  const list = useList(backend, listSales, () => ({ query: query() }))
  const readFirst = async () => (await backend.execute(listSales, { query: query() })).items
  const arrivals = useArrivals(list, readFirst, ({ id }) => id)
  const stores = useLoad(async () =>
    session.can('hq:stores.view') ? (await backend.execute(listStores, {})).items : [],
  )

  watch([receipt, storeId, from, to], () => void list.reload(), { immediate: true })
  watch(list.rows, () => (readAt.value = clock.value))
  void stores.reload()
  onNews(['sales'], () => void arrivals.look())

  const storeOf = (id: string) => stores.data.value?.find((store) => store.id === id)
  return {
    ...list,
    receipt,
    storeId,
    from,
    to,
    readAt,
    arrived: arrivals.count,
    stores: computed(() => stores.data.value ?? []),
    storeOf,
  }
}
