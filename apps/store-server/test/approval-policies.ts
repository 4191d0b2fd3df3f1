import { TEST_TENANT } from '@pos/testing'
import type { PermissionCode } from '@pos/shared-types'
import type { Shop } from './shop.ts'

type Said = {
  readonly action: string
  readonly canBeRemote: boolean
  readonly permissionCode?: PermissionCode
  readonly ttlS?: number
}

/** What head office says from now on about who approves and where, as a pull brings it. */
export function sayWhoApproves(shop: Shop, ...policies: readonly Said[]): Promise<void> {
  return shop.pull((tx) => {
    tx.prepare('delete from approval_policies').run()
    const at = shop.clock.now()
    const kept = { tenantId: TEST_TENANT, version: 1, revision: 1, createdAt: at, updatedAt: at }
    const rest = { permissionCode: 'pos:approve' as const, thresholdMinor: null, thresholdPpm: null, ttlS: 120 }
    if (policies.length === 0) return
    tx.insert(
      'approvalPolicies',
      policies.map((policy) => ({ ...kept, id: shop.ids.next(), ...rest, ...policy })),
    )
  })
}
