import { DomainError } from '@pos/core'
import { restFor } from '@pos/domain'
import type { Cents, Instant, Quantity, SaleLineId, TenderTypeId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Original, ReturnChoice } from '../../till/returns.ts'
import { useCartStore } from './cart-store.ts'
import { usePaymentStore, type DoneSale } from './payment-store.ts'
import { tenderChoices } from './tender-choices.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** A line of a sale that was found, and how much of it comes back now. */
export type ReturnRow = {
  readonly id: SaleLineId
  readonly name: string
  readonly sku: string | null
  readonly unitCode: string
  readonly soldMilli: Quantity
  readonly returnedMilli: Quantity
  /** What can still come back. */
  readonly leftMilli: Quantity
  /** What was paid for the whole line. */
  readonly totalMinor: Cents
  readonly chosenMilli: Quantity
  readonly reasonId: string | null
}

type Choice = { readonly quantityMilli: Quantity; readonly reasonId: string | null }

/** Goods of a known sale that come back. */
export const useReturnStore = defineStore('return', () => returnStore(tillPorts()))

function returnStore({ till }: TillPorts) {
  const [cart, payment] = [useCartStore(), usePaymentStore()]
  const found = shallowRef<Original | null>(null)
  const choices = shallowRef<ReadonlyMap<SaleLineId, Choice>>(new Map())

  const lines = computed((): readonly ReturnRow[] => {
    const original = found.value
    if (original === null) return []
    return original.fact.lines
      .filter(({ quantityMilli }) => quantityMilli > 0)
      .map(({ id, name, sku, unitCode, quantityMilli: soldMilli, totalMinor }) => {
        const returnedMilli = original.returned.get(id) ?? 0
        const { quantityMilli: chosenMilli = 0, reasonId = null } = choices.value.get(id) ?? {}
        const leftMilli = Math.max(0, soldMilli - returnedMilli)
        return { id, name, sku, unitCode, soldMilli, returnedMilli, leftMilli, totalMinor, chosenMilli, reasonId }
      })
  })
  const chosen = computed((): readonly ReturnChoice[] =>
    lines.value
      .filter(({ chosenMilli }) => chosenMilli > 0)
      .map(({ id, chosenMilli, reasonId }) => ({
        lineId: id,
        quantityMilli: chosenMilli,
        reasonId: reasonId ?? undefined,
      })),
  )

  function set(id: SaleLineId, change: Partial<Choice>): void {
    const before = choices.value.get(id) ?? { quantityMilli: 0, reasonId: null }
    choices.value = new Map(choices.value).set(id, { ...before, ...change })
  }

  function choose(id: SaleLineId, quantityMilli: Quantity): void {
    const left = lines.value.find((line) => line.id === id)?.leftMilli ?? 0
    set(id, { quantityMilli: Math.min(left, Math.max(0, quantityMilli)) })
  }

  /** What is to be given back on a tender, as it rounds; below zero. */
  function dueOn(tenderTypeId: TenderTypeId, totalMinor: Cents): Cents {
    const type = till.catalogue.tender(tenderTypeId)
    if (type === undefined) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: tenderTypeId })
    return restFor({ totalMinor, currency: till.catalogue.store.currency }, [], type)
  }

  function cancel(): void {
    found.value = null
    choices.value = new Map()
  }

  function put(): void {
    if (found.value === null || chosen.value.length === 0) throw new DomainError('SALE_EMPTY')
    till.returns.add(found.value, chosen.value)
    cart.read()
  }

  return {
    original: computed((): { documentNo: string; completedAt: Instant; isConfirmed: boolean } | null => {
      if (found.value === null) return null
      const { fact, isConfirmed } = found.value
      return { documentNo: fact.sale.documentNo, completedAt: fact.sale.completedAt, isConfirmed }
    }),
    lines,
    isChosen: computed(() => chosen.value.length > 0),
    /** What would be given back, as a positive amount. */
    refundMinor: computed(() =>
      found.value === null || chosen.value.length === 0 ? 0 : -till.returns.preview(found.value, chosen.value),
    ),
    /** The same on a tender, as it rounds. */
    refundOn: (tenderTypeId: TenderTypeId): Cents =>
      found.value === null || chosen.value.length === 0
        ? 0
        : -dueOn(tenderTypeId, till.returns.preview(found.value, chosen.value)),
    reasons: computed(() => (found.value === null ? [] : till.catalogue.reasons('return'))),
    /** Ways to give money back. */
    tenders: computed(() => (found.value === null ? [] : tenderChoices(till.catalogue, -1, false))),
    /** By the number on the receipt. */
    async find(documentNo: string): Promise<void> {
      cancel()
      found.value = await till.returns.find(documentNo.trim())
    },
    choose,
    chooseAll: () => lines.value.forEach(({ id, leftMilli }) => choose(id, leftMilli)),
    setReason: (id: SaleLineId, reasonId: string | null) => set(id, { reasonId }),
    /** For an exchange: the goods come back in the cart at hand, and new ones may be added. */
    addToCart(): void {
      put()
      cancel()
    },
    /** Gives the money back now. The cart must be empty, and is again when it is refused. */
    async refund(tenderTypeId: TenderTypeId): Promise<DoneSale> {
      if (!cart.isEmpty) throw new DomainError('STATE_NOT_ALLOWED', { state: 'selling' })
      put()
      try {
        await till.sales.check()
        const tenderedMinor = dueOn(tenderTypeId, cart.totals.totalMinor)
        const done = await payment.completeWith([{ tenderTypeId, tenderedMinor }])
        cancel()
        return done
      } catch (error) {
        if (!cart.isEmpty) cart.clear()
        throw error
      }
    },
    cancel,
    hydrate: async (): Promise<void> => cancel(),
    reset: cancel,
  }
}
