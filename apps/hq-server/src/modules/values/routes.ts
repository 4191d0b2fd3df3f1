import { DomainError } from '@pos/core'
import { handle, once, type NodeKey, type Route } from '@pos/server-kit'
import {
  giftCardBalance,
  issueGiftCard,
  lendValue as lendCommand,
  listAllowances as allowancesCommand,
  listValueEntries as entriesCommand,
  listValues as listCommand,
} from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { findAccount, listAccounts, listAllowances, listEntries } from './account-repository.ts'
import { accountOfCode, issueCard } from './issue.ts'
import { lendValue } from './lend.ts'
import { CodeSeal } from './code-seal.ts'

export function valueRoutes(needs: HqNeeds, nodeKey: NodeKey): readonly Route[] {
  const { unitOfWork, ids, passwords } = needs
  const seal = new CodeSeal(nodeKey)
  return [
    handle(issueGiftCard, async (request) => {
      const kept = await unitOfWork.write(request.ctx, 'giftcards.issue', (unit) =>
        once(unit, request, async () => seal.close(await issueCard(unit, needs, request.body))),
      )
      return seal.open(kept)
    }),

    handle(giftCardBalance, ({ ctx, body }) =>
      unitOfWork.read(ctx, (tx) => accountOfCode(tx, ctx.tenantId, passwords, body.code)),
    ),

    handle(listCommand, async ({ ctx, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, (tx) => listAccounts(tx, ctx.tenantId, query, limit))
      return { items, nextCursor: items.length < limit ? null : (items.at(-1)?.id ?? null) }
    }),

    handle(entriesCommand, async ({ ctx, params: { id }, query }) => {
      const limit = query.limit ?? 50
      const items = await unitOfWork.read(ctx, async (tx) => {
        if (!(await findAccount(tx, ctx.tenantId, { id }))) throw new DomainError('VALUE_NOT_FOUND')
        return listEntries(tx, ctx.tenantId, id, query.cursor, limit)
      })
      return { items, nextCursor: items.length < limit ? null : String(items.at(-1)?.seq ?? '') }
    }),

    handle(allowancesCommand, ({ ctx, params: { id } }) =>
      unitOfWork.read(ctx, async (tx) => {
        if (!(await findAccount(tx, ctx.tenantId, { id }))) throw new DomainError('VALUE_NOT_FOUND')
        return { items: await listAllowances(tx, ctx.tenantId, id) }
      }),
    ),

    handle(lendCommand, (request) =>
      unitOfWork.write(request.ctx, 'values.lend', (unit) =>
        once(unit, request, () => lendValue(unit, ids, request.params.id, request.body)),
      ),
    ),
  ]
}
