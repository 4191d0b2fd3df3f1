import { checkSaleFact } from '@pos/domain'
import type { SaleFact } from '@pos/shared-types'
import type { EventHandler } from '@pos/sync-engine'
import type { InboxTables } from '@pos/testing'
import { sha256 } from '../src/node/index.ts'

/** What of an event the peer keeps once it took effect. */
export type PeerFact = { readonly type: string; readonly payload: string }

type AnyFact = {
  readonly storeId?: string
  readonly sale?: SaleFact['sale']
  readonly shift?: { readonly storeId: string }
}

/** Takes in what a till tells, as far as a till can tell the difference. */
export function peerHandlers(): EventHandler<InboxTables<PeerFact>>[] {
  const types = [
    'sale.completed',
    'shift.opened',
    'shift.closed',
    'series.opened',
    'approval.requested',
    'approval.decided',
  ]
  return types.map((type) => ({
    type,
    schema: 1,
    read: (payload) => {
      const fact = JSON.parse(payload) as AnyFact & SaleFact
      return type === 'sale.completed' && checkSaleFact(fact, sha256).length > 0 ? undefined : fact
    },
    storeOf: (fact) => {
      const { storeId, sale, shift } = fact as AnyFact
      return storeId ?? sale?.storeId ?? shift?.storeId ?? ''
    },
    apply: ({ tx }, events) => {
      for (const { payload } of events) tx.facts.push({ type, payload })
    },
  }))
}
