import { indexedDbStorage } from '../../src/browser/index.ts'
import { storedEntriesContract } from '../../src/catalogue/stored-entries.contract.ts'
import { JOURNAL_STORES, type JournalStores } from '../../src/journal/journal-stores.ts'
import {
  CONTRACT_STORES,
  fullDiskContract,
  journalStorageContract,
  type ContractStores,
} from '../../src/storage/journal-storage.contract.ts'
import { runTests } from './vitest-in-page.ts'

/** Takes the bound away that the browser was told to set to this page. */
declare function liftQuota(): Promise<void>

let count = 0
const open = () => {
  count += 1
  return indexedDbStorage<ContractStores>({ name: `contract-${count}`, names: CONTRACT_STORES })
}
journalStorageContract('IndexedDB', open)
fullDiskContract('IndexedDB', open, async () => {
  await fillQuota()
  return liftQuota
})

storedEntriesContract('IndexedDB', () => {
  count += 1
  return indexedDbStorage<JournalStores>({ name: `contract-${count}`, names: JOURNAL_STORES })
})
/** Writes elsewhere, what cannot be compressed, until not even a little fits. */
async function fillQuota(): Promise<void> {
  const junk = await indexedDbStorage<{ junk: string }>({ name: 'junk', names: ['junk'] })
  let key = 0
  for (const pieces of [100, 10, 1]) {
    for (let isRoom = true; isRoom; key += 1) {
      const value = Array.from({ length: pieces }, noise).join('')
      isRoom = await junk.commit([{ store: 'junk', key: String(key), value }]).then(
        () => true,
        () => false,
      )
    }
  }
  await junk.close()
}

function noise(): string {
  return String.fromCharCode(...crypto.getRandomValues(new Uint16Array(4_096)).map((code) => 256 + (code % 50_000)))
}

Object.assign(globalThis, { runTests })
