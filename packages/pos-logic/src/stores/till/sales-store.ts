import type { Cents, Instant, SaleFact, SaleId } from '@pos/shared-types'
import { DomainError } from '@pos/core'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ReceiptDocument } from '../../receipt/receipt-document.ts'
import type { OwnSale } from '../../till/sales.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** One of today's sales in a list. */
export type SaleRow = {
  readonly id: SaleId
  readonly documentNo: string
  readonly number: number
  readonly kind: SaleFact['sale']['kind']
  readonly completedAt: Instant
  readonly totalMinor: Cents
  readonly currency: string
  readonly isUnsent: boolean
}

/** What this register has sold today, from its own journal. */
export const useSalesStore = defineStore('sales', () => salesStore(tillPorts()))

function salesStore({ till }: TillPorts) {
  const sales = shallowRef<readonly OwnSale[]>([])
  const receipt = shallowRef<ReceiptDocument | null>(null)

  const rows = computed(() => sales.value.map(toRow))

  return {
    /** Newest first. */
    rows,
    totalMinor: computed(() => rows.value.reduce((sum, row) => sum + row.totalMinor, 0)),
    receipt,
    async load(): Promise<void> {
      sales.value = till.catalogue.isUsable ? await till.sales.today() : []
    },
    /** Shows the receipt of a sale made here. */
    async open(id: SaleId): Promise<void> {
      const original = await till.returns.findOwn(id)
      if (original === undefined) throw new DomainError('NOT_FOUND')
      receipt.value = await till.sales.receipt(original.fact)
    },
    shut(): void {
      receipt.value = null
    },
    async hydrate(): Promise<void> {
      receipt.value = null
    },
    reset(): void {
      sales.value = []
      receipt.value = null
    },
  }
}

function toRow({ fact: { sale }, isUnsent }: OwnSale): SaleRow {
  const { id, documentNo, number, kind, completedAt, totalMinor, currency } = sale
  return { id, documentNo, number, kind, completedAt, totalMinor, currency, isUnsent }
}
