import { CONTRACT_STORES, journalStorageContract, type ContractStores } from './journal-storage.contract.ts'
import { memoryStorage } from './memory-storage.ts'

journalStorageContract('memory', async () => memoryStorage<ContractStores>(CONTRACT_STORES))
