import { useAction, useList } from '@pos/pos-logic/stores'
import { createCustomer, listCustomers, updateCustomer, type CustomerView } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouteText } from '../../app/use-route-text.ts'
import { useOffice } from '../use-office.ts'
import { changesOf, marksOf, valuesOf, type CustomerForm } from './customer-form.ts'

/** A customer that is open: `undefined` within is one that is not there yet. */
export type OpenCustomer = { readonly customer: CustomerView | undefined }

/** The customers who fit what is searched for, and the one that is being written. */
export function useCustomers() {
  const { t } = useI18n()
  const { backend, news } = useOffice()
  const toasts = useToasts()
  const text = useRouteText('q')
  const list = useList(backend, listCustomers, () => ({ query: text.value === '' ? {} : { q: text.value } }))
  watch(text, () => void list.reload(), { immediate: true })
  onBeforeUnmount(news.on(['catalogue'], () => void list.refresh()))
  const open = shallowRef<OpenCustomer>()

  const saving = useAction(async (form: CustomerForm) => {
    const customer = open.value?.customer
    if (customer === undefined) await backend.execute(createCustomer, { body: valuesOf(form) })
    else {
      const changes = changesOf(customer, form)
      const body = { changes, seen: marksOf(customer, changes) }
      if (Object.keys(changes).length > 0) await backend.execute(updateCustomer, { params: { id: customer.id }, body })
    }
    open.value = undefined
    toasts.show({ text: t('customers.saved') })
    await list.refresh()
  })

  function show(customer: CustomerView | undefined): void {
    saving.problem.value = undefined
    open.value = { customer }
  }

  return { ...list, text, open, show, saving }
}
