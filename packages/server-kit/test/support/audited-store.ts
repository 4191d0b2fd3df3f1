import type { StoreDatabase } from '@pos/db'
import { TEST_STORE, TEST_TENANT, testContext, testStoreDatabase, type TestStoreDatabase } from '@pos/testing'

export const LINEAGE = '01890000-0000-7000-8000-0000000000c1'

/** A store that knows which store it is, and so has a chain of audit entries. */
export async function openAuditedStore(): Promise<TestStoreDatabase> {
  const store = await testStoreDatabase()
  await identify(store.database)
  return store
}

export function identify(database: StoreDatabase): Promise<void> {
  return database.unitOfWork.write(testContext(), 'test.identity', ({ tx, at }) =>
    tx.insert('storeIdentity', [
      {
        singleton: 1,
        tenantId: TEST_TENANT,
        storeId: TEST_STORE,
        databaseId: LINEAGE,
        lineage: LINEAGE,
        provisionedAt: at,
        keyThumbprint: 'none',
      },
    ]),
  )
}
