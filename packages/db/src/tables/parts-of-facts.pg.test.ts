import { describe } from 'vitest'
import { hqLedger } from '../../test/ledger.ts'
import { partsOfFactsContract } from './parts-of-facts.contract.ts'

describe('head office keeps facts whole', () => {
  partsOfFactsContract(hqLedger)
})
