import { indexedDbStorage } from '../../src/browser/index.ts'
import {
  CONTRACT_STORES,
  journalStorageContract,
  type ContractStores,
} from '../../src/storage/journal-storage.contract.ts'
import { runTests } from './vitest-in-page.ts'

let count = 0
journalStorageContract('IndexedDB', () => {
  count += 1
  return indexedDbStorage<ContractStores>({ name: `contract-${count}`, names: CONTRACT_STORES })
})

Object.assign(globalThis, { runTests })
