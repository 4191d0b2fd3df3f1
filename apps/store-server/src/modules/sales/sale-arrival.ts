import type { SaleFact } from '@pos/shared-types'
import type { Consent } from '../../consent/consent.ts'

/** A sale as a till pushed it: the fact, its exact text, and what the store looked up to judge it. */
export type SaleArrival = {
  readonly fact: SaleFact
  readonly factText: string
  readonly consent: Consent
}
