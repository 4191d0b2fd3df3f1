import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { isSpendable, readValueCode, spendableMinor, type Settlement, type TenderType } from '@pos/domain'
import {
  REDEEMED_TENDERS,
  type AllowanceId,
  type Cents,
  type Redemption,
  type StoreId,
  type TenderInput,
} from '@pos/shared-types'
import { identityOrRefuse } from '../identity.ts'
import type { StoreNeeds } from '../needs.ts'
import { accountOfCode, allowancesOf, useOf, type KnownAccount } from './held-allowances.ts'

type Needs = Pick<StoreNeeds, 'identity' | 'codeHash'>

export type Paying = {
  readonly tenders: readonly Pick<TenderInput, 'tenderTypeId' | 'tenderedMinor' | 'code'>[]
  readonly tenderTypes: readonly TenderType[]
  readonly settlement: () => Settlement
  readonly currency: string
}

const isRedeemed = (kind: TenderType['kind'] | undefined): kind is (typeof REDEEMED_TENDERS)[number] =>
  REDEEMED_TENDERS.some((each) => each === kind)

/**
 * What of a sale is paid from cards and credit: each from what head office lent this store of it, and no more. A sale that
 * is paid otherwise asks nothing.
 *
 * @throws DomainError VALIDATION_FAILED for a code on another tender, SALE_TENDER_NOT_ALLOWED for money that goes back to
 *   a card, VALUE_NOT_FOUND, VALUE_NOT_ACTIVE, VALUE_OFFLINE
 *   when nothing of it is lent to this store, VALUE_SHORT when less is left than is asked for
 */
export function redemptionsOf(unit: Unit<StoreTx>, needs: Needs, paying: Paying): readonly Redemption[] {
  const { tenders, tenderTypes, currency } = paying
  const taken = new Map<AllowanceId, Cents>()
  return tenders.flatMap(({ tenderTypeId, tenderedMinor, code }, index) => {
    const type = tenderTypes.find(({ id }) => id === tenderTypeId)
    const kind = type?.kind
    if (!isRedeemed(kind)) {
      if (code !== undefined) throw new DomainError('VALIDATION_FAILED')
      return []
    }
    // Nothing puts value back on a card yet: what was paid out this way would be on none.
    if (tenderedMinor < 0) throw new DomainError('SALE_TENDER_NOT_ALLOWED', { tender: type?.name ?? '' })
    const account = accountOrRefuse(unit, needs, code, { kind, unit: currency })
    const { id: allowanceId, leftMinor } = allowanceOrRefuse(unit, needs, account)
    const amountMinor = paying.settlement().payments[index]?.amountMinor ?? 0
    const isLeft = leftMinor - (taken.get(allowanceId) ?? 0)
    if (amountMinor > isLeft) throw new DomainError('VALUE_SHORT', { amount: isLeft, currency })
    taken.set(allowanceId, (taken.get(allowanceId) ?? 0) + amountMinor)
    return { lineNo: index + 1, accountId: account.id, allowanceId, amountMinor }
  })
}

function accountOrRefuse(
  { tx, at }: Unit<StoreTx>,
  { codeHash }: Needs,
  typed: string | undefined,
  wanted: Pick<KnownAccount, 'kind' | 'unit'>,
): KnownAccount {
  const code = typed === undefined ? undefined : readValueCode(typed)
  const account = code === undefined ? undefined : accountOfCode(tx, codeHash(code))
  if (account === undefined || account.kind !== wanted.kind || account.unit !== wanted.unit)
    throw new DomainError('VALUE_NOT_FOUND')
  const isOver = account.expiresOn !== null && account.expiresOn < new Date(at).toISOString().slice(0, 10)
  if (account.state !== 'active' || isOver)
    throw new DomainError('VALUE_NOT_ACTIVE', { state: isOver ? 'expired' : account.state })
  return account
}

type Left = { readonly id: AllowanceId; readonly leftMinor: Cents }

function allowanceOrRefuse({ tx, at }: Unit<StoreTx>, { identity }: Needs, { id }: KnownAccount): Left {
  const { storeId, lineage }: { storeId: StoreId; lineage: string } = identityOrRefuse(identity())
  for (const allowance of allowancesOf(tx, storeId, id)) {
    const use = useOf(tx, allowance.id, { lineage, at })
    if (isSpendable(allowance, use)) return { id: allowance.id, leftMinor: spendableMinor(allowance, use) }
  }
  throw new DomainError('VALUE_OFFLINE')
}
