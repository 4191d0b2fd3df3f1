import type { Cents, Quantity, SaleLineId, VariantId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AddOptions, DiscountChoice } from '../../till/cart-desk.ts'
import { rowsOf, totalsOf, type CartRow, type CartTotals } from './cart-rows.ts'
import { useStaffStore } from './staff-store.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** What is being rung up, for a screen: rows and sums follow every change at once. */
export const useCartStore = defineStore('cart', () => cartStore(tillPorts()))

const PIECE: Quantity = 1000
const NOTHING: CartTotals = {
  grossMinor: 0,
  discountMinor: 0,
  netMinor: 0,
  taxMinor: 0,
  taxAddedMinor: 0,
  totalMinor: 0,
  isTaxIncluded: false,
  taxes: [],
}

function cartStore({ till, clock }: TillPorts) {
  const { cart } = till
  const staff = useStaffStore()
  const state = shallowRef(cart.state)
  const rows = shallowRef<readonly CartRow[]>([])
  const totals = shallowRef(NOTHING)
  const canUndo = ref(false)
  const selectedId = ref<SaleLineId | null>(null)
  const multiplierMilli = ref<Quantity | null>(null)
  const removed = shallowRef<{ readonly row: CartRow; readonly at: number } | null>(null)

  /** Reads the cart again; what stands in the row that was chosen, or was last, stays chosen. */
  function read(): void {
    state.value = cart.state
    canUndo.value = cart.canUndo
    if (cart.state.items.length === 0) {
      rows.value = []
      totals.value = NOTHING
    } else {
      const priced = cart.price()
      rows.value = rowsOf(cart.state, priced, rows.value)
      totals.value = totalsOf(priced)
    }
    if (!rows.value.some(({ id }) => id === selectedId.value)) selectedId.value = rows.value.at(-1)?.id ?? null
  }

  function change<Result>(work: () => Result): Result {
    removed.value = null
    try {
      return work()
    } finally {
      read()
    }
  }

  function added(ring: (options: AddOptions) => { readonly details: { readonly id: SaleLineId } }, given: AddOptions) {
    const quantityMilli = given.quantityMilli ?? multiplierMilli.value ?? PIECE
    const { details } = change(() => ring({ isJoined: true, ...given, quantityMilli }))
    multiplierMilli.value = null
    selectedId.value = details.id
  }

  function remove(id: SaleLineId): void {
    const row = rows.value.find((each) => each.id === id)
    const place = rows.value.findIndex((each) => each.id === id)
    change(() => cart.remove(id))
    selectedId.value = (rows.value[place] ?? rows.value.at(-1))?.id ?? null
    if (row) removed.value = { row, at: clock.now() }
  }

  return {
    id: computed(() => state.value.id),
    /** Who began what is in the cart, while somebody else stands here and has not taken it over. */
    othersId: computed(() => {
      const { items, ownerId } = state.value
      const isOthers = items.length > 0 && ownerId !== staff.current?.userId
      return isOthers && staff.isSignedIn ? ownerId : null
    }),
    ownerId: computed(() => state.value.ownerId),
    /** Whoever stands here goes on with it. */
    takeOver: () => change(() => cart.takeOver()),
    rows,
    totals,
    /** Pieces, and one for each weighed line. */
    itemCount: computed(() => rows.value.reduce((sum, row) => sum + piecesOf(row), 0)),
    isEmpty: computed(() => rows.value.length === 0),
    canUndo,
    selectedId,
    selected: computed(() => rows.value.find(({ id }) => id === selectedId.value) ?? null),
    discount: computed(() => state.value.discount),
    note: computed(() => state.value.note),
    /** How much the next code is taken for, when a person keyed it. */
    multiplierMilli,
    /** The row that was taken away last, while nothing came after. `undo` brings it back. */
    removed,
    reasons: (kind: string) => till.catalogue.reasons(kind),
    add: (code: string, options: AddOptions = {}) => added((all) => cart.add(code, all), options),
    addVariant: (id: VariantId, options: AddOptions = {}) => added((all) => cart.addVariant(id, all), options),
    setQuantity: (id: SaleLineId, quantityMilli: Quantity) => change(() => cart.setQuantity(id, quantityMilli)),
    /** By pieces up or down; a line that would come to nothing is removed. */
    changeQuantity(id: SaleLineId, byMilli: Quantity): void {
      const row = rows.value.find((each) => each.id === id)
      if (row === undefined) return
      if (row.quantityMilli + byMilli === 0) remove(id)
      else change(() => cart.setQuantity(id, row.quantityMilli + byMilli))
    },
    setPrice: (id: SaleLineId, priceMinor: Cents, reasonId?: string) =>
      change(() => cart.overridePrice(id, priceMinor, reasonId ?? null)),
    discountLine: (id: SaleLineId, choice: DiscountChoice | null) => change(() => cart.discountLine(id, choice)),
    discountCart: (choice: DiscountChoice | null) => change(() => cart.discountCart(choice)),
    remove,
    undo: () => change(() => cart.undo()),
    clear: () => change(() => cart.clear()),
    setNote: (note: string | null) => change(() => cart.setNote(note)),
    setMultiplier: (quantityMilli: Quantity | null) => (multiplierMilli.value = quantityMilli),
    select: (id: SaleLineId | null) => (selectedId.value = id),
    /** Chooses the row `by` places further down; stops at the ends. */
    selectNext(by: number): void {
      const place = rows.value.findIndex(({ id }) => id === selectedId.value)
      const next = Math.min(rows.value.length - 1, Math.max(0, place + by))
      selectedId.value = rows.value[next]?.id ?? null
    },
    read,
    hydrate: async (): Promise<void> => read(),
    reset(): void {
      rows.value = []
      totals.value = NOTHING
      canUndo.value = false
      selectedId.value = null
      multiplierMilli.value = null
      removed.value = null
    },
  }
}

function piecesOf({ quantityMilli }: CartRow): number {
  return quantityMilli % PIECE === 0 ? Math.abs(quantityMilli / PIECE) : 1
}
