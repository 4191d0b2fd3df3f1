import { DomainError } from '@pos/core'
import { isBadge, type Cents, type VariantId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import { createScanQueue, type ScanKey } from '../../scan/scan-queue.ts'
import type { AddOptions } from '../../till/cart-desk.ts'
import { useApprovalStore } from './approval-store.ts'
import { useBadgeStore } from './badge-store.ts'
import { useCartStore } from './cart-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useProductStore, type ProductKey } from './product-store.ts'
import { useStaffStore } from './staff-store.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** What a person must decide before the next code is read. */
export type ScanQuestion =
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'price'; readonly name: string; readonly add: (priceMinor: Cents) => void }

/** Something that may be put into the cart. */
type Wanted = { readonly product: () => ProductKey | null; readonly add: (options?: AddOptions) => void }

/** What the screens do for a scan. */
export type ScanScreens = {
  /** Shows the sale. */
  readonly toSale: () => void
  /** Opens the return of the sale with this number. */
  readonly toReturn: (documentNo: string) => void
  /** Keys that were a person's after all, in their order. */
  readonly onTyped: (keys: readonly string[]) => void
  /** The last of them were a scanner's in the end. */
  readonly onTakenBack: (keys: readonly string[]) => void
  readonly onHeard: (isGood: boolean) => void
}

/** Such as `SJU-1-Sa-000042`. */
const RECEIPT_NUMBER = /^[^\s-]+-[^\s-]+-[A-Za-z]+-\d{6,}$/

const NO_SCREENS: ScanScreens = { toSale() {}, toReturn() {}, onTyped() {}, onTakenBack() {}, onHeard() {} }

/** Scans, whatever has the focus and whatever is shown: read one after another, none lost. */
export const useScanStore = defineStore('scan', () => scanStore(tillPorts()))

function scanStore({ scheduler }: TillPorts) {
  const [cart, payment, products, approval] = [useCartStore(), usePaymentStore(), useProductStore(), useApprovalStore()]
  const [staff, badge] = [useStaffStore(), useBadgeStore()]
  const question = shallowRef<ScanQuestion | null>(null)
  const waiting = ref(0)
  const problem = shallowRef<unknown>()
  let screens = NO_SCREENS
  let goOn = () => {}
  const queue = createScanQueue({
    scheduler,
    read,
    take: takeBadge,
    onWaiting: (count) => (waiting.value = count),
    onTyped: (keys) => screens.onTyped(keys),
    onTakenBack: (keys) => screens.onTakenBack(keys),
    onProblem: (_, error) => (problem.value = error),
  })

  /** A badge may be what the codes before it wait for. */
  function takeBadge(code: string): boolean {
    if (!isBadge(code)) return false
    void badge.show(code).then((isGood) => screens.onHeard(isGood))
    return true
  }

  async function read(code: string): Promise<void> {
    // Nothing is sold at a locked till.
    if (!staff.isSignedIn) return screens.onHeard(false)
    await products.loaded()
    await whenFree()
    problem.value = undefined
    if (RECEIPT_NUMBER.test(code) && products.find(code) === null) return screens.toReturn(code)
    payment.finish()
    screens.toSale()
    await ring({ product: () => products.find(code), add: (options) => cart.add(code, options) }, code)
  }

  /** A sale that is being saved, partly paid, or waiting for somebody's consent, is finished first; so is whose cart it is. */
  function whenFree(): Promise<void> {
    return new Promise((resolve) => {
      const isTaken = () => payment.isBusy || payment.planned.length > 0 || approval.isOpen || cart.othersId !== null
      if (!isTaken()) return resolve()
      if (payment.planned.length > 0) screens.onHeard(false)
      const stop = watch(isTaken, (taken) => {
        if (taken) return
        stop()
        resolve()
      })
    })
  }

  async function ring(wanted: Wanted, code?: string): Promise<void> {
    try {
      wanted.add()
      screens.onHeard(true)
    } catch (error) {
      screens.onHeard(false)
      const asked = questionOf(error, wanted, code)
      if (asked === null) throw error
      await ask(asked)
    }
  }

  function questionOf(error: unknown, wanted: Wanted, code: string | undefined): ScanQuestion | null {
    if (!(error instanceof DomainError)) return null
    if (error.code === 'BARCODE_UNKNOWN' && code !== undefined) return { kind: 'unknown', code }
    const product = error.code === 'SALE_PRICE_MISSING' ? wanted.product() : null
    if (!product?.isOpenPrice) return null
    return { kind: 'price', name: product.name, add: (priceMinor) => wanted.add({ priceMinor }) }
  }

  function ask(asked: ScanQuestion): Promise<void> {
    question.value = asked
    return new Promise((resolve) => {
      goOn = resolve
    })
  }

  function answered(): void {
    question.value = null
    goOn()
  }

  return {
    /** The code that waits for a decision; those behind it wait too. */
    question,
    /** Codes behind the one being read. */
    waiting,
    /** Why the last code was refused. */
    problem,
    key: (event: ScanKey): boolean => queue.key(event),
    /** A code that was typed or came from a camera: it takes its place behind those scanned before. */
    push: (code: string): void => queue.push(code),
    settled: (): Promise<void> => queue.settled(),
    /** Adds what a key or a search result stands for. */
    async pick(id: VariantId): Promise<void> {
      problem.value = undefined
      try {
        await ring({ product: () => products.get(id), add: (options) => cart.addVariant(id, options) })
      } catch (error) {
        problem.value = error
      }
    },
    /** Answers with a price, for goods whose price the cashier keys. */
    price(priceMinor: Cents): void {
      if (question.value?.kind !== 'price') return
      question.value.add(priceMinor)
      answered()
    },
    /** Leaves the code out. */
    leaveOut: answered,
    dismiss(): void {
      problem.value = undefined
    },
    /** Ties scans to the screens until the answer is called. */
    attach(given: ScanScreens): () => void {
      screens = given
      return () => {
        if (screens === given) screens = NO_SCREENS
      }
    },
    hydrate: async (): Promise<void> => {},
    reset(): void {
      queue.stop()
      problem.value = undefined
      if (question.value !== null) answered()
    },
  }
}
