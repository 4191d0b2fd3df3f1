import { defineModule, handle, openCursor, pageBy } from '@pos/server-kit'
import { listApprovals as listCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { listApprovals, useApprovals } from '../../consent/approval-repository.ts'
import { approvalIngest, type FindSale } from './ingest.ts'

export const approvalsModule = ({ unitOfWork, rules, findSale }: HqNeeds & { readonly findSale: FindSale }) =>
  defineModule({
    name: 'approvals',
    routes: [
      handle(listCommand, async ({ ctx, query }) => {
        const limit = query.limit ?? 50
        const page = { before: openCursor(query.cursor), limit, now: ctx.at }
        const items = await unitOfWork.read(ctx, (tx) => listApprovals(tx, ctx.tenantId, query, page))
        return pageBy(items, limit, (row) => ({ at: row.requestedAt, id: row.id }))
      }),
    ],
    rules: () =>
      rules.after('sale-batch:record', 'access.approval-is-used', (unit, { facts }) => useApprovals(unit, facts)),
    sync: approvalIngest(findSale),
  })
