import { usePaymentStore } from '@pos/pos-logic/stores'
import { useTillKeys } from '../../use-till-keys.ts'

/** Alt 1 to 9 choose the way to pay, F10 takes the rest in cash, Esc goes back. */
export function usePayKeys(does: { readonly exact: () => void; readonly back: () => void }): void {
  const payment = usePaymentStore()
  useTillKeys((event) => {
    const digit = event.altKey && !event.ctrlKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined
    const tender = digit === undefined ? undefined : payment.tenders[Number(digit) - 1]
    if (tender !== undefined) payment.select(tender.id)
    else if (event.key === 'F10') does.exact()
    else if (event.key === 'Escape') does.back()
    else return
    event.preventDefault()
  })
}
