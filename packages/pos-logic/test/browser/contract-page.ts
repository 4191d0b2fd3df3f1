import { indexedDbStorage } from '../../src/browser/index.ts'
import { storedEntriesContract } from '../../src/catalogue/stored-entries.contract.ts'
import { JOURNAL_STORES, type JournalStores } from '../../src/journal/journal-stores.ts'
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

storedEntriesContract('IndexedDB', () => {
  count += 1
  return indexedDbStorage<JournalStores>({ name: `contract-${count}`, names: JOURNAL_STORES })
})

Object.assign(globalThis, { runTests })
