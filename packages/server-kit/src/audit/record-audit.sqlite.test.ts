import { testContext } from '@pos/testing'
import { expect, test } from 'vitest'
import { LINEAGE, openAuditedStore } from '../../test/support/audited-store.ts'
import { recordAudit } from './record-audit.ts'
import { recordAuditContract } from './record-audit.contract.ts'

recordAuditContract(async () => {
  const { database, committed, remove } = await openAuditedStore()
  return { node: LINEAGE, unitOfWork: database.unitOfWork, committed, remove }
})

test('an entry costs a unit of the store no turn of the event loop', async () => {
  const { database, remove } = await openAuditedStore()
  await database.unitOfWork.write(testContext(), 'test.act', (unit) => {
    expect(recordAudit(unit, { category: 'money', action: 'act' })).toBeUndefined()
  })
  await remove()
})
