import {
  cancelApproval,
  checkSale,
  enrolDevice,
  findReceipt,
  getApproval,
  leaseRegister,
  listCashiers,
  listReturnable,
  me,
  releaseRegister,
  requestApproval,
  syncHealth,
  unlockByBadge,
  unlockPin,
} from '@pos/shared-types'
import type { StoreApi } from '../till/store-api.ts'
import type { StoreClient } from './store-client.ts'

/** The store's commands over HTTP. */
export function httpStoreApi(client: StoreClient): StoreApi {
  return {
    enrol: (body, key) => client.call(enrolDevice, { body, key }),
    leaseRegister: (id, body) => client.call(leaseRegister, { params: { id }, body }),
    releaseRegister: async (id) => {
      await client.call(releaseRegister, { params: { id } })
    },
    cashiers: () => client.call(listCashiers, {}),
    unlock: (userId, pin) => client.call(unlockPin, { body: { userId, pin } }),
    unlockByBadge: (code) => client.call(unlockByBadge, { body: { code } }),
    me: (token) => client.call(me, { token }),
    checkSale: (body, token, signal) => client.call(checkSale, { body, token, signal }),
    findReceipt: (code, token) => client.call(findReceipt, { params: { code }, token }),
    requestApproval: (body, key, token) => client.call(requestApproval, { body, key, token }),
    approval: (id, token) => client.call(getApproval, { params: { id }, token }),
    withdrawApproval: (id, token) => client.call(cancelApproval, { params: { id }, token }),
    health: () => client.call(syncHealth, {}),
    returnable: (id, token) => client.call(listReturnable, { params: { id }, token }),
  }
}
