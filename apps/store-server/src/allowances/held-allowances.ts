import type { StoreTx } from '@pos/db'
import type { AllowanceUse, HeldAllowance } from '@pos/domain'
import type {
  AllowanceId,
  BusinessDate,
  Cents,
  Hash,
  Instant,
  LineageId,
  StoreId,
  ValueAccountId,
  ValueAccountView,
} from '@pos/shared-types'

/** An account as a store knows it: who it is, and not what it is worth. */
export type KnownAccount = Pick<ValueAccountView, 'id' | 'kind' | 'unit' | 'state'> & {
  readonly expiresOn: BusinessDate | null
}
export type OwnAllowance = HeldAllowance & { readonly id: AllowanceId; readonly accountId: ValueAccountId }

const ACCOUNT = `select id, kind, unit, state, expires_on as expiresOn from value_accounts where code_hmac = ?`
const HELD = `
  select id, account_id as accountId, granted_minor as grantedMinor, state, ttl_s as ttlS, granted_at as grantedAt, lineage
  from value_allowances where store_id = ?`
const SPENT = 'select coalesce(-sum(amount_minor), 0) as minor from value_entries where allowance_id = ?'
const RETURNED = 'select 1 as one from allowance_returns where allowance_id = ?'

export function accountOfCode({ catalog }: StoreTx, codeHash: Hash): KnownAccount | undefined {
  return catalog.prepare<KnownAccount>(ACCOUNT).get([Buffer.from(codeHash, 'hex')])
}

/** What head office has lent this store, spent or not. */
export function heldAllowances({ catalog }: StoreTx, storeId: StoreId): OwnAllowance[] {
  return catalog.prepare<OwnAllowance>(HELD).all([storeId])
}

export function allowancesOf({ catalog }: StoreTx, storeId: StoreId, accountId: ValueAccountId): OwnAllowance[] {
  return catalog.prepare<OwnAllowance>(`${HELD} and account_id = ?`).all([storeId, accountId])
}

/** What this store itself did with an allowance, by its own records. */
export function useOf(tx: StoreTx, id: AllowanceId, now: { lineage: LineageId; at: Instant }): AllowanceUse {
  return { ...now, spentMinor: spentOf(tx, id), isReturned: isReturned(tx, id) }
}

function spentOf(tx: StoreTx, id: AllowanceId): Cents {
  return tx.prepare<{ minor: Cents }>(SPENT).get([id])?.minor ?? 0
}

export function isReturned(tx: StoreTx, id: AllowanceId): boolean {
  return tx.prepare(RETURNED).get([id]) !== undefined
}
