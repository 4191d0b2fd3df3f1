import { randomUUID } from 'node:crypto'
import { saveApprovalPolicy } from '@pos/shared-types'
import { call } from './ask.ts'
import type { Chain } from './chain.ts'

/** Head office lets everything be approved from the office, too. Before tills are enrolled. */
export async function letApproveRemotely({ hq, company }: Chain): Promise<void> {
  const anything = { action: '*', permissionCode: 'pos:approve', thresholdMinor: null, thresholdPpm: null } as const
  await call(hq.url, saveApprovalPolicy, {
    token: company.adminToken,
    params: { id: randomUUID() },
    body: { ...anything, canBeRemote: true, ttlS: 120, revision: 0 },
  })
}
