import { DomainError } from '@pos/core'
import { handle, once, openCursor, pageBy, type Route } from '@pos/server-kit'
import {
  checkSale as checkCommand,
  completeSale as completeCommand,
  findReceipt as receiptCommand,
  getSale as getCommand,
  listReturnable as returnableCommand,
  listSales as listCommand,
  returnSale as returnCommand,
} from '@pos/shared-types'

import type { StoreNeeds } from '../../needs.ts'
import { saleApprovals } from '../../consent/approval-repository.ts'
import { requireContentRights } from './content-rights.ts'
import { draftReturn } from './draft-return.ts'
import { draftQuestion, draftSale } from './draft-sale.ts'
import { findSale, findSaleByCode, readFlags } from './fact-repository.ts'
import { makeSale } from './make-sale.ts'
import { listReturnable } from './returnable-repository.ts'
import { listSales } from './sale-list.ts'
import { summaryOf } from './summary.ts'

export function salesRoutes(needs: StoreNeeds): readonly Route[] {
  const { unitOfWork, rules } = needs
  const make = makeSale(needs)
  return [
    handle(completeCommand, (request) =>
      unitOfWork.write(request.ctx, 'sales.complete', (unit) =>
        once(unit, request, async () => {
          const draft = draftSale(unit, needs, request.body)
          await requireContentRights(needs, request.caller, draft)
          const recorded = await rules.emit('sale:complete', unit, draft, make)
          return summaryOf(recorded.fact)
        }),
      ),
    ),

    handle(returnCommand, (request) =>
      unitOfWork.write(request.ctx, 'sales.return', (unit) =>
        once(unit, request, async () => {
          const draft = draftReturn(unit, needs, request.body)
          await requireContentRights(needs, request.caller, draft)
          const recorded = await rules.emit('sale:return', unit, draft, make)
          return summaryOf(recorded.fact)
        }),
      ),
    ),

    handle(checkCommand, ({ ctx, caller, body }) =>
      unitOfWork.read(ctx, async (tx) => {
        const unit = { ...ctx, tx, emitAfterCommit: () => {} }
        const draft = draftQuestion(unit, needs, body)
        await requireContentRights(needs, caller, draft)
        await rules.check('sale:complete', unit, draft, { isMaker: false })
        const { grossMinor, discountMinor, taxMinor, totalMinor } = draft.priced
        return { grossMinor, discountMinor, taxMinor, totalMinor }
      }),
    ),

    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) => listSales(tx, query, openCursor(query.cursor), limit))
      return pageBy(items, limit, (sale) => ({ at: sale.completedAt, id: sale.id }))
    }),

    handle(getCommand, ({ ctx, params }) =>
      unitOfWork.read(ctx, (tx) => {
        const fact = findSale(tx, params.id)
        if (!fact) throw new DomainError('NOT_FOUND')
        return { ...fact, flags: readFlags(tx, fact.sale.id), approvals: saleApprovals(tx, fact.sale.id) }
      }),
    ),

    handle(receiptCommand, ({ ctx, params }) =>
      unitOfWork.read(ctx, (tx) => {
        const fact = findSaleByCode(tx, params.code)
        if (!fact) throw new DomainError('NOT_FOUND')
        return { ...fact, flags: readFlags(tx, fact.sale.id), approvals: saleApprovals(tx, fact.sale.id) }
      }),
    ),

    handle(returnableCommand, ({ ctx, params }) =>
      unitOfWork.read(ctx, (tx) => {
        const fact = findSale(tx, params.id)
        if (!fact) throw new DomainError('NOT_FOUND')
        return { items: listReturnable(tx, fact) }
      }),
    ),
  ]
}
