import type { StoreNeeds } from '../../needs.ts'

/** Registers how selling spends what head office lent: asked before a number is taken, written down with the sale. */
export function valueRules({ rules, ids }: Pick<StoreNeeds, 'rules' | 'ids'>): void {
  const isCovered = 'values.balance-suffices'
  rules.before(['sale:complete', 'sale:return'], isCovered, (_, draft) => void draft.redemptions(), { mode: 'M' })

  rules.after('sale:complete', 'values.post-entries', (unit, draft, { fact: { sale }, redemptions }) => {
    const redeemed = draft.redemptions()
    if (redeemed.length === 0) return
    const { id: saleId, storeId, eventId, userId, occurredAt } = sale
    unit.tx.insert(
      'valueEntries',
      redeemed.map(({ amountMinor, ...entry }) => ({ ...entry, id: ids.next(), amountMinor: -amountMinor })),
      { tenantId: unit.tenantId, kind: 'redeem' as const, saleId, storeId, eventId, userId, occurredAt },
    )
    for (const redemption of redeemed) redemptions.add(redemption)
  })
}
