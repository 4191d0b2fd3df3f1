import { useApprovalStore } from './approval-store.ts'
import { useBadgeStore } from './badge-store.ts'
import { useCartStore } from './cart-store.ts'
import { useLockStore } from './lock-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useProductStore } from './product-store.ts'
import { useReturnStore } from './return-store.ts'
import { useSalesStore } from './sales-store.ts'
import { useScanStore } from './scan-store.ts'
import { useShiftStore } from './shift-store.ts'
import { useStaffStore } from './staff-store.ts'
import { useTillStore } from './till-store.ts'

/** Every store of the till area, in the order in which they are filled: each may use those before it. */
export function tillStores() {
  return [
    useTillStore(),
    useStaffStore(),
    useProductStore(),
    useShiftStore(),
    useCartStore(),
    useApprovalStore(),
    usePaymentStore(),
    useBadgeStore(),
    useReturnStore(),
    useSalesStore(),
    useScanStore(),
    useLockStore(),
  ] as const
}

/** Fills the stores from the till. Inside the app, or with its Pinia active. */
export async function hydrateTill(): Promise<void> {
  for (const store of tillStores()) await store.hydrate()
}

/** Leaves nothing of a cashier behind. The journal keeps everything. */
export function emptyTill(): void {
  for (const store of tillStores().toReversed()) store.reset()
}
