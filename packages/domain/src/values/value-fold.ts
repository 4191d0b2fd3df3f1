import type { AllowanceId, AllowanceView, Cents, Redemption, StoreId, ValueAccountId } from '@pos/shared-types'

/** Where an account stands: what it is worth, what of it is promised, and the place of its last entry. */
export type AccountStanding = {
  readonly balanceMinor: Cents
  readonly heldMinor: Cents
  readonly lentMinor: Cents
  readonly limitMinor: Cents
  readonly lastSeq: number
}

export type LentStanding = Pick<
  AllowanceView,
  'id' | 'accountId' | 'storeId' | 'grantedMinor' | 'spentMinor' | 'returnedMinor'
>

/** One entry of the ledger that a redemption becomes. */
export type Posting = {
  readonly accountId: ValueAccountId
  readonly allowanceId: AllowanceId | null
  readonly lineNo: number
  readonly kind: 'redeem' | 'overdraft'
  readonly amountMinor: Cents
  readonly seq: number
  readonly balanceAfterMinor: Cents
}

export type Redeemed = {
  readonly postings: readonly Posting[]
  /** What of it no allowance of the store covered. */
  readonly uncoveredMinor: Cents
}

/** Lines of one redemption are this far apart: what was lent, what was free, what nobody had. */
const NEXT_PART = 100

/** What is on an account and promised to nobody. */
export function freeMinor({
  balanceMinor,
  heldMinor,
  lentMinor,
  limitMinor,
}: Pick<AccountStanding, 'balanceMinor' | 'heldMinor' | 'lentMinor' | 'limitMinor'>): Cents {
  return balanceMinor - heldMinor - lentMinor + limitMinor
}

/**
 * Posts redemptions one after the other, which have happened and are never refused: what was lent to the store first,
 * then what is free, and the rest beside the balance as an overdraft. Nothing lent to another store is ever taken.
 */
export class ValueFold {
  readonly #accounts: Map<ValueAccountId, AccountStanding>
  readonly #allowances: Map<AllowanceId, LentStanding>
  readonly #spent = new Map<AllowanceId, Cents>()

  constructor(accounts: ReadonlyMap<ValueAccountId, AccountStanding>, allowances: readonly LentStanding[]) {
    this.#accounts = new Map(accounts)
    this.#allowances = new Map(allowances.map((allowance) => [allowance.id, allowance]))
  }

  /** What the redemptions spent of each allowance. */
  get spent(): ReadonlyMap<AllowanceId, Cents> {
    return this.#spent
  }

  /** Undefined for an account that is not there. */
  redeem(storeId: StoreId, { lineNo, accountId, allowanceId, amountMinor }: Redemption): Redeemed | undefined {
    const account = this.#accounts.get(accountId)
    if (account === undefined) return undefined
    const lentMinor = Math.min(amountMinor, this.#leftOf(storeId, accountId, allowanceId))
    const uncoveredMinor = amountMinor - lentMinor
    const takenMinor = Math.min(uncoveredMinor, Math.max(0, freeMinor(account)))
    const postings: Posting[] = []
    const post = (kind: Posting['kind'], part: number, minor: Cents, from: AllowanceId | null) => {
      if (minor === 0) return
      const standing = this.#post(accountId, kind === 'redeem' ? -minor : 0, from === null ? 0 : minor)
      postings.push({
        accountId,
        allowanceId: from,
        lineNo: lineNo + part * NEXT_PART,
        kind,
        amountMinor: -minor,
        seq: standing.lastSeq,
        balanceAfterMinor: standing.balanceMinor,
      })
    }
    post('redeem', 0, lentMinor, allowanceId)
    post('redeem', 1, takenMinor, null)
    post('overdraft', 2, uncoveredMinor - takenMinor, null)
    this.#spend(allowanceId, lentMinor)
    return { postings, uncoveredMinor }
  }

  #leftOf(storeId: StoreId, accountId: ValueAccountId, id: AllowanceId): Cents {
    const lent = this.#allowances.get(id)
    if (lent === undefined || lent.storeId !== storeId || lent.accountId !== accountId) return 0
    return lent.grantedMinor - lent.returnedMinor - lent.spentMinor
  }

  #spend(id: AllowanceId, minor: Cents): void {
    const lent = this.#allowances.get(id)
    if (lent === undefined || minor === 0) return
    this.#allowances.set(id, { ...lent, spentMinor: lent.spentMinor + minor })
    this.#spent.set(id, (this.#spent.get(id) ?? 0) + minor)
  }

  #post(id: ValueAccountId, amountMinor: Cents, lentMinor: Cents): AccountStanding {
    const before = this.#accounts.get(id)
    if (before === undefined) throw new RangeError(`account ${id} is not there`)
    const standing = {
      ...before,
      balanceMinor: before.balanceMinor + amountMinor,
      lentMinor: before.lentMinor - lentMinor,
      lastSeq: before.lastSeq + 1,
    }
    this.#accounts.set(id, standing)
    return standing
  }
}
