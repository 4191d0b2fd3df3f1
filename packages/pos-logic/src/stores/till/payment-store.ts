import { DomainError } from '@pos/core'
import { handOut, quickCash, restFor, type Tender } from '@pos/domain'
import type { Cents, SaleFact, TenderTypeId } from '@pos/shared-types'
import type { Finding } from '@pos/rule-engine'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ReceiptDocument } from '../../receipt/receipt-document.ts'
import { useApprovalStore } from './approval-store.ts'
import { useCartStore } from './cart-store.ts'
import { useShiftStore } from './shift-store.ts'
import { tenderChoices, type TenderChoice } from './tender-choices.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'
import { useTillStore } from './till-store.ts'

/** A payment that was agreed and is taken when the sale completes. */
export type PlannedPayment = Tender & { readonly name: string; readonly kind: TenderChoice['kind'] }

/** A sale that is saved. */
export type DoneSale = {
  readonly fact: SaleFact
  readonly receipt: ReceiptDocument
  readonly totalMinor: Cents
  readonly changeMinor: Cents
  /** The notes and coins of the change. */
  readonly handOut: readonly { readonly valueMinor: Cents; readonly count: number }[]
  readonly isOffline: boolean
}

/** From the total to the change. Amounts a person keys are without sign: the total says which way money goes. */
export const usePaymentStore = defineStore('payment', () => paymentStore(tillPorts()))

function paymentStore({ till }: TillPorts) {
  const [cart, shift, place, approval] = [useCartStore(), useShiftStore(), useTillStore(), useApprovalStore()]
  const tenders = shallowRef<readonly TenderChoice[]>([])
  const selectedId = ref<TenderTypeId | null>(null)
  const typedMinor = ref<Cents | null>(null)
  const cardLast4 = ref('')
  const planned = shallowRef<readonly PlannedPayment[]>([])
  const noted = shallowRef<readonly Finding[]>([])
  const done = shallowRef<DoneSale | null>(null)
  const isBusy = ref(false)

  const selected = computed(() => tenders.value.find(({ id }) => id === selectedId.value) ?? null)
  const totalMinor = computed(() => cart.totals.totalMinor)
  const paidMinor = computed(() => planned.value.reduce((sum, { tenderedMinor }) => sum + tenderedMinor, 0))
  /** Still to pay on the chosen tender, as it rounds; below zero it is to be given back. */
  const dueMinor = computed(() => {
    const type = till.catalogue.tender(selectedId.value ?? '')
    const due = { totalMinor: totalMinor.value, currency: place.place.currency }
    return type === undefined ? due.totalMinor - paidMinor.value : restFor(due, planned.value, type)
  })
  const isRefund = computed(() => dueMinor.value < 0)
  const amountMinor = computed(() => {
    if (typedMinor.value === null) return dueMinor.value
    return isRefund.value ? -typedMinor.value : typedMinor.value
  })
  const changeMinor = computed(() => {
    const surplus = amountMinor.value - dueMinor.value
    return selected.value?.canGiveChange && !isRefund.value ? Math.max(0, surplus) : 0
  })
  const isEnough = computed(() =>
    isRefund.value ? amountMinor.value <= dueMinor.value : amountMinor.value >= dueMinor.value,
  )

  function restart(): void {
    typedMinor.value = null
    cardLast4.value = ''
    planned.value = []
    noted.value = []
  }

  /** Asks whether the cart may be sold, and begins with the first way to pay. A sale paid in part goes on as it was. */
  async function begin(): Promise<void> {
    if (planned.value.length > 0) return
    restart()
    done.value = null
    const verdict = await busy(() => approval.withConsent(() => till.sales.check()))
    cart.read()
    noted.value = verdict.noted
    tenders.value = tenderChoices(till.catalogue, totalMinor.value, verdict.by === 'till')
    selectedId.value = tenders.value.find(({ isAllowed }) => isAllowed)?.id ?? null
  }

  function plan(): PlannedPayment {
    const tender = selected.value
    if (tender === null) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: '' })
    if (!tender.isAllowed) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: tender.name })
    const isTooMuch = Math.abs(amountMinor.value) > Math.abs(dueMinor.value)
    if (isTooMuch && !(tender.canGiveChange && !isRefund.value)) throw new DomainError('SALE_OVERPAID')
    return {
      tenderTypeId: tender.id,
      tenderedMinor: amountMinor.value,
      name: tender.name,
      kind: tender.kind,
      ...(tender.kind === 'card' && /^\d{4}$/.test(cardLast4.value) && { cardLast4: cardLast4.value }),
    }
  }

  /** Agrees on the keyed amount and goes on with the rest. */
  function add(): void {
    planned.value = [...planned.value, plan()]
    typedMinor.value = null
    cardLast4.value = ''
  }

  /** Saves the sale: with the keyed amount when something is still to pay. */
  async function complete(): Promise<DoneSale> {
    const rest = dueMinor.value === 0 ? [] : [plan()]
    return completeWith([...planned.value, ...rest])
  }

  async function completeWith(payments: readonly (Tender & Partial<PlannedPayment>)[]): Promise<DoneSale> {
    return busy(async () => {
      const given = payments.map(toTender)
      const { fact, changeMinor: change } = await approval.withConsent(() => till.sales.complete(given))
      const { totalMinor: total, currency, capture } = fact.sale
      const sale = {
        fact,
        receipt: await till.sales.receipt(fact),
        totalMinor: total,
        changeMinor: change,
        handOut: handOut(change, currency),
        isOffline: capture === 'offline',
      }
      restart()
      cart.read()
      shift.refresh()
      done.value = sale
      return sale
    })
  }

  /** What is not a refusal is a journal that cannot be written: the register must not go on. */
  async function busy<Result>(work: () => Promise<Result>): Promise<Result> {
    isBusy.value = true
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof DomainError)) place.breakDown()
      throw error
    } finally {
      isBusy.value = false
    }
  }

  return {
    tenders,
    selectedId,
    selected,
    totalMinor,
    paidMinor,
    dueMinor,
    /** How far rounding moves what is to pay on the chosen tender. */
    roundingMinor: computed(() => dueMinor.value - (totalMinor.value - paidMinor.value)),
    amountMinor,
    typedMinor,
    /** The last figures of a card that was taken on a terminal of its own, for the receipt. */
    cardLast4,
    planned,
    quickCash: computed(() => (selected.value?.canGiveChange ? quickCash(dueMinor.value, place.place.currency) : [])),
    changeMinor,
    changePieces: computed(() => handOut(changeMinor.value, place.place.currency)),
    isRefund,
    isEnough,
    isBusy,
    noted,
    done,
    begin,
    select(id: TenderTypeId): void {
      selectedId.value = id
      typedMinor.value = null
    },
    type: (amount: Cents | null) => (typedMinor.value = amount),
    add,
    removePlanned: (index: number) => (planned.value = planned.value.filter((_, at) => at !== index)),
    complete,
    completeWith,
    /** The rest in cash, exactly. */
    async payExact(): Promise<DoneSale> {
      const cash = tenders.value.find(({ kind, isAllowed }) => kind === 'cash' && isAllowed)
      if (cash === undefined) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: '' })
      selectedId.value = cash.id
      typedMinor.value = null
      return complete()
    },
    /** Back to the cart. Nothing was taken yet. */
    cancel: restart,
    /** Puts the last sale away; the next one may begin. */
    finish(): void {
      done.value = null
    },
    hydrate: async (): Promise<void> => restart(),
    reset(): void {
      restart()
      tenders.value = []
      selectedId.value = null
      done.value = null
    },
  }
}

function toTender({ tenderTypeId, tenderedMinor, cardLast4, reference }: Tender): Tender {
  return {
    tenderTypeId,
    tenderedMinor,
    ...(cardLast4 !== undefined && { cardLast4 }),
    ...(reference !== undefined && { reference }),
  }
}
