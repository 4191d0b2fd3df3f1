import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { readSettings, recordAudit } from '@pos/server-kit'
import type {
  AllowanceView,
  BodyOf,
  lendValue as lendCommand,
  LineageId,
  StoreId,
  ValueAccountId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { onceOnly } from '../../unique-violation.ts'
import { dayOf, findAccount, promise } from './account-repository.ts'

type Life = { readonly lineage: LineageId | null }

/**
 * Lends part of a balance to a store. From now on it is the store's to spend, and nobody else's until it says what it
 * spent.
 *
 * @throws DomainError VALUE_NOT_FOUND, VALUE_NOT_ACTIVE, VALUE_SHORT, NOT_FOUND for a store that is not there,
 *   STATE_NOT_ALLOWED for one that never spoke or holds an allowance of this account already
 */
export async function lendValue(
  unit: Unit<HqTx>,
  ids: Ids,
  id: ValueAccountId,
  { storeId, amountMinor }: BodyOf<typeof lendCommand>,
): Promise<AllowanceView> {
  const { tx, tenantId, at } = unit
  const lineage = await lifeOf(unit, storeId)
  if (!(await promise(unit, id, amountMinor))) throw await whyNot(unit, id)
  const settings = await readSettings(tx, tenantId, {})
  const allowance: AllowanceView = {
    id: ids.next(),
    accountId: id,
    storeId,
    lineage,
    grantedMinor: amountMinor,
    spentMinor: 0,
    returnedMinor: 0,
    state: 'open',
    ttlS: settings['values.allowance_ttl_h'] * 3600,
    grantedAt: at,
    returnedAt: null,
  }
  await onceOnly(
    () => tx.insert('valueAllowances', [allowance], { tenantId }),
    (cause) => new DomainError('STATE_NOT_ALLOWED', { state: 'lent' }, { cause }),
  )
  tx.touch('value_allowance', allowance.id, 'U', storeId)
  await recordAudit(
    { ...unit, storeId },
    {
      category: 'money',
      action: 'values.lend',
      entity: 'value_account',
      entityId: id,
      after: { allowanceId: allowance.id, amountMinor, ttlS: allowance.ttlS },
    },
  )
  return allowance
}

/** The life a store lives, as far as it was heard: only that one may spend. */
async function lifeOf({ tx, tenantId }: Unit<HqTx>, storeId: StoreId): Promise<LineageId> {
  const [store] = await tx.query<Life>(sql`
    select (
      select l.id from lineages l where l.tenant_id = s.tenant_id and l.store_id = s.id and l.ended_at is null
      order by l.id desc limit 1) as lineage
    from stores s where s.tenant_id = ${tenantId} and s.id = ${storeId} and s.deleted_at is null`)
  if (!store) throw new DomainError('NOT_FOUND')
  if (store.lineage === null) throw new DomainError('STATE_NOT_ALLOWED', { state: 'not_connected' })
  return store.lineage
}

async function whyNot({ tx, tenantId, at }: Unit<HqTx>, id: ValueAccountId): Promise<DomainError> {
  const account = await findAccount(tx, tenantId, { id })
  if (!account) return new DomainError('VALUE_NOT_FOUND')
  const isOver = account.expiresOn !== null && account.expiresOn < dayOf(at)
  if (account.state !== 'active' || isOver)
    return new DomainError('VALUE_NOT_ACTIVE', { state: isOver ? 'expired' : account.state })
  return new DomainError('VALUE_SHORT', { amount: account.freeMinor, currency: account.unit })
}
