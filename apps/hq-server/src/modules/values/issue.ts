import { randomBytes } from 'node:crypto'
import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { readValueCode, VALUE_CODE_BYTES, valueCode } from '@pos/domain'
import { recordAudit, valueCodeHash } from '@pos/server-kit'
import type { BodyOf, Hash, issueGiftCard, TenantId, ValueAccountId, ValueAccountView } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { TenantPasswords } from '../../tenant-passwords.ts'
import { postEntries } from '../../value-ledger/value-ledger.ts'
import { findAccount } from './account-repository.ts'

type Needs = { readonly ids: Ids; readonly passwords: TenantPasswords }
type Issued = { readonly account: ValueAccountView; readonly code: string }

/**
 * Makes a card with a value on it. Its code is told this once: head office keeps a keyed hash and the last characters.
 *
 * @throws DomainError NOT_FOUND for a customer or a store that is not there
 */
export async function issueCard(
  unit: Unit<HqTx>,
  { ids, passwords }: Needs,
  { kind = 'gift_card', currency, amountMinor, ...terms }: BodyOf<typeof issueGiftCard>,
): Promise<Issued> {
  const { tx, tenantId, at, userId = null } = unit
  await requireTerms(unit, terms)
  const [id, createdEventId]: [ValueAccountId, string] = [ids.next(), ids.next()]
  const code = valueCode(randomBytes(VALUE_CODE_BYTES))
  await tx.insert('valueAccounts', [
    {
      tenantId,
      id,
      kind,
      unit: currency,
      customerId: terms.customerId ?? null,
      codeHmac: hashOf(passwords, tenantId, code),
      codeLast4: code.replaceAll('-', '').slice(-4),
      state: 'active',
      expiresOn: terms.expiresOn ?? null,
      homeStoreId: terms.homeStoreId ?? null,
      createdEventId,
    },
  ])
  tx.touch('value_account', id)
  await postEntries(unit, ids, [
    {
      accountId: id,
      seq: 1,
      eventId: createdEventId,
      lineNo: 1,
      kind: 'load',
      amountMinor,
      balanceAfterMinor: amountMinor,
      saleId: null,
      storeId: null,
      allowanceId: null,
      userId,
      occurredAt: at,
    },
  ])
  await recordAudit(unit, {
    category: 'money',
    action: 'giftcards.issue',
    entity: 'value_account',
    entityId: id,
    after: { kind, currency, amountMinor },
  })
  const account = await findAccount(tx, tenantId, { id })
  if (!account) throw new DomainError('VALUE_NOT_FOUND')
  return { account, code }
}

/** @throws DomainError VALUE_NOT_FOUND, also for what is no code */
export async function accountOfCode(
  tx: HqTx,
  tenantId: TenantId,
  passwords: TenantPasswords,
  typed: string,
): Promise<ValueAccountView> {
  const account = await findAccount(tx, tenantId, { codeHmac: hashOf(passwords, tenantId, typed) })
  if (!account) throw new DomainError('VALUE_NOT_FOUND')
  return account
}

function hashOf(passwords: TenantPasswords, tenantId: TenantId, typed: string): Hash {
  const code = readValueCode(typed)
  if (code === undefined) throw new DomainError('VALUE_NOT_FOUND')
  return valueCodeHash(passwords.pepperOf(tenantId), code)
}

type Terms = Pick<BodyOf<typeof issueGiftCard>, 'customerId' | 'homeStoreId'>

async function requireTerms({ tx, tenantId }: Unit<HqTx>, { customerId, homeStoreId }: Terms): Promise<void> {
  const [known] = await tx.query<{ isKnown: boolean }>(sql`
    select (${customerId ?? null}::uuid is null or exists (
        select 1 from customers where tenant_id = ${tenantId} and id = ${customerId ?? null} and deleted_at is null))
      and (${homeStoreId ?? null}::uuid is null or exists (
        select 1 from stores where tenant_id = ${tenantId} and id = ${homeStoreId ?? null} and deleted_at is null))
      as "isKnown"`)
  if (!known?.isKnown) throw new DomainError('NOT_FOUND')
}
