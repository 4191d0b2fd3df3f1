import { temporaryFolder } from '@pos/testing'
import { afterAll } from 'vitest'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { fileStorage } from '../node/file-storage.ts'
import { memoryStorage } from '../storage/memory-storage.ts'
import { storedEntriesContract } from './stored-entries.contract.ts'

const folders: ReturnType<typeof temporaryFolder>[] = []
afterAll(() => folders.forEach((folder) => folder.remove()))

storedEntriesContract('memory', async () => memoryStorage<JournalStores>(JOURNAL_STORES))
storedEntriesContract('a file', () => {
  const folder = temporaryFolder()
  folders.push(folder)
  return fileStorage<JournalStores>({ folder: folder.path, names: JOURNAL_STORES })
})
