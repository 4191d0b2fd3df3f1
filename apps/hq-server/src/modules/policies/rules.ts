import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { policyRefusal } from '@pos/domain'
import { readPolicies } from '@pos/server-kit'
import { sql } from 'drizzle-orm'
import type { HqRules } from '../../needs.ts'
import { ACCESS_ACTIONS } from '../access/actions.ts'

/**
 * Registers that policies hold at head office. Facts of stores are not judged here: their maker and their store did
 * that. Nor are policies themselves, so that nobody locks everybody out for good.
 */
export function policyRules(rules: HqRules): void {
  rules.before(
    ACCESS_ACTIONS,
    'access.policies-hold',
    async (unit, input, action) => {
      const { access, approvals } = await readPolicies(unit.tx, unit.tenantId)
      if (access.length + approvals.length === 0) return
      const storeId = 'storeId' in input ? input.storeId : undefined
      const attempt = {
        actions: [action],
        // Head office has no place of its own, so its day is that of UTC.
        localTime: new Date(unit.at).toISOString().slice(0, 16),
        userId: unit.userId,
        storeId,
        roleIds: await rolesOf(unit),
        departmentIds: [],
      }
      const refusal = policyRefusal(access, approvals, attempt, 'hq:approvals.decide')
      if (refusal) throw refusal
    },
    { mode: 'P' },
  )
}

async function rolesOf({ tx, tenantId, userId }: Unit<HqTx>): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(sql`
    select distinct role_id as id from user_roles
    where tenant_id = ${tenantId} and user_id = ${userId ?? null} and scope = 'hq' and revoked_at is null`)
  return rows.map(({ id }) => id)
}
