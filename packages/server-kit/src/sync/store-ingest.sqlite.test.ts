import { ingestStoreContract, testContext, testStoreDatabase } from '@pos/testing'
import { storeIngest } from './store-ingest.ts'

ingestStoreContract('a store', async () => {
  const { database, remove } = await testStoreDatabase()
  const kept = () =>
    database.unitOfWork.read(testContext(), (tx) => ({
      inbox: byEvent(tx.prepare<Row>('select event_id as id, verdict as value from inbox').all()),
      quarantine: byEvent(tx.prepare<Row>('select event_id as id, code as value from quarantine').all()),
    }))
  return { store: storeIngest(database.unitOfWork), kept, remove }
})

type Row = { readonly id: string; readonly value: string }
const byEvent = (rows: readonly Row[]) => Object.fromEntries(rows.map((row) => [row.id, row.value]))
