import { permissionsFor, saleContent } from '@pos/domain'
import { requireAll, type UserCaller } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import type { SaleDraft } from './sale-draft.ts'

/**
 * Checks the rights that follow from what a sale contains, by the function the till uses too.
 *
 * @throws DomainError PERMISSION_DENIED naming the first right that is missing
 */
export async function requireContentRights(
  { access }: Pick<StoreNeeds, 'access'>,
  caller: UserCaller,
  draft: SaleDraft,
): Promise<void> {
  const { currency, id } = draft.view.profile
  const content = saleContent({
    sale: { storeId: id, currency, taxExemptionId: null },
    lines: draft.lines.map((line) => ({
      kind: line.item.kind === 'service' || line.item.kind === 'charge' ? line.item.kind : 'goods',
      quantityMilli: line.quantityMilli,
      priceSource: line.priceSource,
      originalLineId: line.original?.id ?? null,
      originalStoreId: line.original?.storeId ?? null,
    })),
    discounts: discountSources(draft),
    payments: (draft.original ? [] : draft.tenders).map((payment) => {
      const type = draft.tenderTypes.find((each) => each.id === payment.tenderTypeId)
      return {
        tenderKind: type?.kind ?? 'cash',
        currency: type?.currency ?? currency,
        amountMinor: payment.tenderedMinor,
        provider: null,
      }
    }),
  })
  await requireAll(access, caller, permissionsFor(content))
}

function discountSources(draft: SaleDraft) {
  const line = draft.lines.some((each) => each.input.discount) ? [{ source: 'line' as const }] : []
  const cart = draft.priced.cart.discounts.length > 0 ? [{ source: 'cart' as const }] : []
  return [...line, ...cart]
}
