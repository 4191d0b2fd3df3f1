import { TEST_STORE, TEST_TENANT, testContext, testStoreDatabase, type TestStoreDatabase } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCatalogueSettings, readSettingRows } from './read-settings.ts'

let store: TestStoreDatabase

beforeAll(async () => {
  store = await testStoreDatabase()
})

afterAll(() => store.remove())

const settingsOf = createCatalogueSettings()
const place = { storeId: TEST_STORE }
const days = () =>
  store.database.unitOfWork.read(testContext(), (tx) => settingsOf(tx.catalog, TEST_TENANT, place)['returns.days'])

function pull(version: number, value: number): Promise<void> {
  const at = store.clock.now()
  return store.database.catalogue.write((tx) => {
    tx.prepare('delete from settings').run()
    tx.insert('settings', [
      {
        id: '01890000-0000-7000-8000-000000000060',
        tenantId: TEST_TENANT,
        revision: 1,
        createdAt: at,
        updatedAt: at,
        key: 'returns.days',
        level: 'company',
        value,
        version,
      },
    ])
    tx.prepare('delete from sync_cursors').run()
    tx.insert('syncCursors', [
      {
        feed: 'hq',
        epoch: TEST_TENANT,
        version,
        schemaHash: '00'.repeat(32),
        headSeen: version,
        isComplete: true,
        appliedAt: at,
      },
    ])
  })
}

test('a store sees a new value with the next version of its catalogue', async () => {
  expect(await days()).toBe(30)

  await pull(1, 14)
  expect(await days()).toBe(14)

  await pull(2, 7)
  expect(await days()).toBe(7)
})

test('the rows as they are set carry their values parsed', async () => {
  await pull(3, 21)

  const rows = await store.database.unitOfWork.read(testContext(), (tx) => readSettingRows(tx.catalog, TEST_TENANT))

  expect(rows).toEqual([{ key: 'returns.days', level: 'company', storeId: null, registerId: null, value: 21 }])
})
