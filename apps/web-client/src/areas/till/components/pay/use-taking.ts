import { useAction, usePaymentStore } from '@pos/pos-logic/stores'
import { decimalsOf, useRegion, useTypedAmount } from '@pos/ui-kit'
import { computed, onMounted, watch } from 'vue'
import { useTenderName } from '../../../../app/use-tender-name.ts'

/** Taking the money of a sale: what is typed, the deed that the large button does, and why one was refused. */
export function useTaking() {
  const payment = usePaymentStore()
  const nameOf = useTenderName()
  const region = useRegion()
  const typed = useTypedAmount({ decimals: decimalsOf(region.value.currency), maxDigits: 10 })
  const begin = useAction(() => payment.begin())
  const take = useAction(async () => {
    if (payment.isEnough) await payment.complete()
    else payment.add()
    typed.clear()
  })
  const exact = useAction(() => payment.payExact())

  watch(typed.value, (minor) => payment.type(minor))
  watch(
    () => payment.selectedId,
    () => typed.clear(),
  )
  onMounted(() => begin.run())

  return {
    typed,
    take,
    exact,
    problem: computed(() => begin.problem.value ?? take.problem.value ?? exact.problem.value),
    /** In the middle of a sentence; a brand keeps its capital. */
    tenderName: computed(() => {
      const { name = '', kind } = payment.selected ?? {}
      return kind === 'cash' ? nameOf(name).toLocaleLowerCase() : nameOf(name)
    }),
    deed: computed(() => {
      if (payment.isRefund) return 'till.pay.giveBack'
      return payment.isEnough ? 'till.pay.takeAndFinish' : 'till.pay.add'
    }),
    select(id: string): void {
      payment.select(id)
      typed.clear()
    },
  }
}
