import { describe } from 'vitest'
import { storeLedger } from '../../test/ledger.ts'
import { partsOfFactsContract } from './parts-of-facts.contract.ts'

describe('the store keeps facts whole', () => {
  partsOfFactsContract(storeLedger)
})
