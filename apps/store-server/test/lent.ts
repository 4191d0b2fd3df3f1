import { randomBytes } from 'node:crypto'
import { readValueCode, VALUE_CODE_BYTES, valueCode } from '@pos/domain'
import { TEST_STORE, TEST_TENANT } from '@pos/testing'
import type { CatalogRows } from '@pos/db'
import { STORE_LINEAGE, type Shop } from './shop.ts'

type Account = CatalogRows['valueAccounts']
type Allowance = CatalogRows['valueAllowances']
export type LentCard = { readonly code: string; readonly accountId: string; readonly allowanceId: string }

/** A card of which head office lent this store `grantedMinor`, as it arrives with a pull. */
export async function lentCard(
  shop: Shop,
  grantedMinor: number,
  { account = {}, allowance = {} }: { account?: Partial<Account>; allowance?: Partial<Allowance> } = {},
): Promise<LentCard> {
  const code = valueCode(randomBytes(VALUE_CODE_BYTES))
  const bare = readValueCode(code) ?? ''
  const [accountId, allowanceId] = [shop.ids.next(), shop.ids.next()]
  await shop.pull((tx) => {
    const row = { tenantId: TEST_TENANT, version: 1 }
    tx.insert('valueAccounts', [
      {
        ...row,
        id: accountId,
        kind: 'gift_card',
        unit: 'USD',
        state: 'active',
        codeHmac: shop.store.needs.codeHash(bare),
        codeLast4: bare.slice(-4),
        ...account,
      },
    ])
    tx.insert('valueAllowances', [
      {
        ...row,
        id: allowanceId,
        accountId,
        storeId: TEST_STORE,
        lineage: STORE_LINEAGE,
        grantedMinor,
        state: 'open',
        ttlS: 72 * 3600,
        grantedAt: shop.clock.now(),
        ...allowance,
      },
    ])
  })
  return { code, accountId, allowanceId }
}
