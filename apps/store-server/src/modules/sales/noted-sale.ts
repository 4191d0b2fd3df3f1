import { recordAudit, type AuditEntry } from '@pos/server-kit'
import type { SaleFact } from '@pos/shared-types'
import type { StoreRules } from '../../needs.ts'

type Sensitive = 'void' | 'return' | 'price-override' | 'discount'

/**
 * A sale with something that a manager may ask about leaves one entry, also when a till made it: a void, goods that
 * come back, a price or a discount by hand. Any other sale leaves none and costs nothing here.
 */
export function notingRules(rules: StoreRules): void {
  rules.after(
    ['sale:complete', 'sale:return', 'sale:ingest'],
    'audit.entry-is-written',
    (unit, { consent }, { fact }) => {
      const parts = sensitiveParts(fact)
      const [first] = parts
      // Each decision has its entry; of several people who consented to one sale, this one names the first.
      const approverId = consent.approvals[0]?.decision.deciderId
      if (first !== undefined) recordAudit(unit, { ...entryOf(fact, first, parts), approverId })
    },
  )
}

/** The gravest first: it names the entry. */
function sensitiveParts({ sale, lines, discounts }: SaleFact): readonly Sensitive[] {
  const parts: Sensitive[] = []
  if (sale.kind === 'void') parts.push('void')
  else if (sale.kind !== 'sale' || lines.some((line) => line.quantityMilli < 0)) parts.push('return')
  if (lines.some((line) => line.priceSource === 'override')) parts.push('price-override')
  if (discounts.some(isByHand)) parts.push('discount')
  return parts
}

const isByHand = ({ source }: SaleFact['discounts'][number]) => source === 'line' || source === 'cart'

function entryOf({ sale, lines, discounts }: SaleFact, first: Sensitive, parts: readonly Sensitive[]): AuditEntry {
  const changed = lines.filter((line) => line.priceSource === 'override')
  const before = {
    prices: changed.map(({ lineNo, listPriceMinor }) => ({ lineNo, priceMinor: listPriceMinor })),
  }
  const byHand = discounts.filter(isByHand)
  return {
    category: 'money',
    action: `sales.${first}`,
    entityId: sale.id,
    userId: sale.userId ?? undefined,
    occurredAt: sale.completedAt,
    ...(changed.length > 0 && { before }),
    after: {
      parts,
      documentNo: sale.documentNo,
      registerId: sale.registerId,
      totalMinor: sale.totalMinor,
      currency: sale.currency,
      originalSaleId: sale.originalSaleId ?? undefined,
      ...(changed.length > 0 && {
        prices: changed.map(({ lineNo, priceMinor, name }) => ({ lineNo, priceMinor, name })),
      }),
      ...(byHand.length > 0 && {
        discountMinor: byHand.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        reasonCodeIds: [...new Set(byHand.flatMap(({ reasonCodeId }) => reasonCodeId ?? []))],
      }),
    },
  }
}
