import type { UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { HQ_NODE } from '@pos/shared-types'
import { testHqDatabase } from '@pos/testing'
import { recordAuditContract } from './record-audit.contract.ts'

recordAuditContract(async () => {
  const { database, committed, remove } = await testHqDatabase()
  const unitOfWork = database.unitOfWork as unknown as UnitOfWork<StoreTx>
  return { node: HQ_NODE, unitOfWork, committed, remove }
})
