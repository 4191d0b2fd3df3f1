import { DomainError } from '@pos/core'
import { handle, readPolicies, type KeptPolicies, type Route } from '@pos/server-kit'
import {
  deleteApprovalPolicy as deleteApprovalCommand,
  deletePolicy as deleteCommand,
  listPolicies as listCommand,
  saveApprovalPolicy as saveApprovalCommand,
  savePolicy as saveCommand,
  type ResponseOf,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { saveApproval } from './approval-policy-service.ts'
import { removePolicy, savePolicy } from './policy-service.ts'

type Listed = ResponseOf<typeof listCommand>

export function policyRoutes({ unitOfWork }: HqNeeds): readonly Route[] {
  return [
    handle(listCommand, async ({ ctx }) => listed(await unitOfWork.read(ctx, (tx) => readPolicies(tx, ctx.tenantId)))),

    handle(saveCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'policies.save', async (unit) => {
        await savePolicy(unit, params.id, body)
        return found(listed(await readPolicies(unit.tx, unit.tenantId)).items, params.id)
      }),
    ),

    handle(deleteCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'policies.delete', (unit) => removePolicy(unit, 'access_policies', params.id)),
    ),

    handle(saveApprovalCommand, ({ ctx, params, body }) =>
      unitOfWork.write(ctx, 'approval-policies.save', async (unit) => {
        await saveApproval(unit, params.id, body)
        return found(listed(await readPolicies(unit.tx, unit.tenantId)).approvals, params.id)
      }),
    ),

    handle(deleteApprovalCommand, ({ ctx, params }) =>
      unitOfWork.write(ctx, 'approval-policies.delete', (unit) => removePolicy(unit, 'approval_policies', params.id)),
    ),
  ]
}

/** What is kept was checked against the contract when it was saved. */
function listed({ access, approvals }: KeptPolicies): Listed {
  return { items: [...access] as Listed['items'], approvals: [...approvals] as Listed['approvals'] }
}

function found<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const item = items.find((each) => each.id === id)
  if (!item) throw new DomainError('NOT_FOUND')
  return item
}
