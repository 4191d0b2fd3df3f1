import { ingestStoreContract, testContext, testHqDatabase } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { hqIngest } from './hq-ingest.ts'

ingestStoreContract('head office', async () => {
  const { database, remove } = await testHqDatabase()
  const kept = () =>
    database.unitOfWork.read(testContext(), async (tx) => ({
      inbox: byEvent(await tx.query<Row>(sql`select event_id as id, verdict as value from inbox`)),
      quarantine: byEvent(await tx.query<Row>(sql`select event_id as id, code as value from quarantine`)),
    }))
  return { store: hqIngest(database.unitOfWork), kept, remove }
})

type Row = { readonly id: string; readonly value: string }
const byEvent = (rows: readonly Row[]) => Object.fromEntries(rows.map((row) => [row.id, row.value]))
