import { DomainError } from '@pos/core'
import { isCovered, permissionsFor, saleContent } from '@pos/domain'
import { sha256, type UserCaller } from '@pos/server-kit'
import type { PermissionCode } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import type { SaleDraft } from './sale-draft.ts'

/**
 * Checks the rights that follow from what a sale contains, by the function the till uses too. Another person may have
 * lent one for exactly this sale.
 *
 * @throws DomainError PERMISSION_DENIED naming the first right that is missing
 */
export async function requireContentRights(
  needs: Pick<StoreNeeds, 'access'>,
  caller: UserCaller,
  draft: SaleDraft,
): Promise<void> {
  const { approvals, sale, limits } = draft.consent
  const isLent = (permission: PermissionCode) =>
    approvals.length > 0 && isCovered(permission, approvals, sale(), limits(), sha256)
  const missing = (await missingContentRights(needs, caller, draft)).find((permission) => !isLent(permission))
  if (missing !== undefined) throw new DomainError('PERMISSION_DENIED', { permission: missing })
}

/** The rights that follow from what a sale contains and that the caller lacks. */
export async function missingContentRights(
  { access }: Pick<StoreNeeds, 'access'>,
  caller: UserCaller,
  draft: SaleDraft,
): Promise<readonly PermissionCode[]> {
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
  const needed = permissionsFor(content)
  return needed.length === 0 ? [] : await access.missing(caller, needed)
}

function discountSources(draft: SaleDraft) {
  const line = draft.lines.some((each) => each.input.discount) ? [{ source: 'line' as const }] : []
  const cart = draft.priced.cart.discounts.length > 0 ? [{ source: 'cart' as const }] : []
  return [...line, ...cart]
}
