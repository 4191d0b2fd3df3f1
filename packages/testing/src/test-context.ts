import type { Context } from '@pos/core'
import { TEST_START } from './fake-clock.ts'

export const TEST_TENANT = '019cad5e-0000-7000-8000-000000000001'
export const OTHER_TENANT = '019cad5e-0000-7000-8000-000000000002'
export const TEST_STORE = '019cad5e-0000-7000-8000-0000000000a1'

/** A context of the test tenant's store; `changes` replace what the test is about. */
export function testContext(changes: Partial<Context> = {}): Context {
  return {
    tenantId: TEST_TENANT,
    storeId: TEST_STORE,
    appContext: 'store',
    correlationId: 'test',
    at: TEST_START,
    ...changes,
  }
}
