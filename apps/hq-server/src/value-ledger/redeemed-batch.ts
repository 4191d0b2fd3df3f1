import type { Ids, Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { ValueFold, type Finding } from '@pos/domain'
import type { AllowanceId, Cents, Redemption, SaleFact, SaleId } from '@pos/shared-types'
import { lockAccounts, postEntries, readLent, spendLent, type NewEntry } from './value-ledger.ts'

/** What the redemptions of a batch of sales come to. */
export type RedeemedBatch = {
  readonly entries: readonly NewEntry[]
  readonly spent: ReadonlyMap<AllowanceId, Cents>
  /** What is wrong with the redemptions of a sale. The sale stands. */
  readonly findings: ReadonlyMap<SaleId, Finding>
}

export type RedeemingSale = { readonly fact: SaleFact; readonly redemptions: readonly Redemption[] }

const NOTHING: RedeemedBatch = { entries: [], spent: new Map(), findings: new Map() }

/** Follows the batch sale by sale. Sales without redemptions, which are nearly all, ask the database nothing. */
export async function foldRedemptions(unit: Unit<HqTx>, sales: readonly RedeemingSale[]): Promise<RedeemedBatch> {
  const redemptions = sales.flatMap((sale) => sale.redemptions)
  if (redemptions.length === 0) return NOTHING
  const accounts = await lockAccounts(
    unit,
    redemptions.map(({ accountId }) => accountId),
  )
  const lent = await readLent(
    unit,
    redemptions.map(({ allowanceId }) => allowanceId),
  )
  const fold = new ValueFold(accounts, lent)
  const entries: NewEntry[] = []
  const findings = new Map<SaleId, Finding>()
  for (const { fact, redemptions: ofSale } of sales) {
    const { id: saleId, storeId, eventId, userId, occurredAt, currency } = fact.sale
    for (const redemption of ofSale) {
      const redeemed = fold.redeem(storeId, redemption)
      if (redeemed === undefined) {
        findings.set(saleId, { code: 'VALUE_NOT_FOUND', params: {} })
        continue
      }
      const of = { eventId, saleId, storeId, userId, occurredAt }
      entries.push(...redeemed.postings.map((posting) => ({ ...posting, ...of })))
      const amount = redemption.amountMinor - redeemed.uncoveredMinor
      if (redeemed.uncoveredMinor > 0) findings.set(saleId, { code: 'VALUE_SHORT', params: { amount, currency } })
    }
  }
  return { entries, spent: fold.spent, findings }
}

/** Writes what was folded, in the unit that folded it: what was lent first, so that a balance is never short of it. */
export async function postRedemptions(unit: Unit<HqTx>, ids: Ids, { spent, entries }: RedeemedBatch): Promise<void> {
  await spendLent(unit, spent)
  await postEntries(unit, ids, entries)
}
