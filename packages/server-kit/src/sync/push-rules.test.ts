import { DomainError, type Unit } from '@pos/core'
import { createRuleEngine } from '@pos/rule-engine'
import { testContext } from '@pos/testing'
import type { EventHandler, ReceivedEvent } from '@pos/sync-engine'
import { expect, test } from 'vitest'
import { SYNC_PUSH_ACTIONS, withPushRules, type SyncPushActions } from './push-rules.ts'

type Tx = string[]

const unit = (tx: Tx): Unit<Tx> => ({ ...testContext(), tx, emitAfterCommit: () => {} })
const sale = (eventId: string) => ({ eventId, type: 'sale.completed' }) as unknown as ReceivedEvent<unknown>

const handler = (type: string): EventHandler<Tx> => ({
  type,
  schema: 1,
  read: () => undefined,
  storeOf: () => 'store',
  apply: ({ tx }, events) => {
    tx.push(...events.map(({ eventId }) => eventId))
    return new Map([['e1', ['SALE_PRICE_DIFFERS']]])
  },
})

test('[SE57] rules stand around what is taken in, in its transaction, and what one says against it is found', async () => {
  const rules = createRuleEngine<SyncPushActions, Tx>()
  rules.before('sync:push:sale', 'test.against', () => {
    throw new DomainError('VALIDATION_FAILED')
  })
  rules.after('sync:push:sale', 'test.after', ({ tx }, events) => void tx.push(`after ${events.length}`))
  rules.seal(SYNC_PUSH_ACTIONS)
  const [around] = withPushRules(rules, [handler('sale.completed')])
  const tx: Tx = []

  const found = await around?.apply(unit(tx), [sale('e1'), sale('e2')])

  expect(tx).toEqual(['e1', 'e2', 'after 2'])
  expect([...(found ?? [])]).toEqual([
    ['e1', ['SALE_PRICE_DIFFERS', 'VALIDATION_FAILED']],
    ['e2', ['VALIDATION_FAILED']],
  ])
})

test('events of a kind that no rule can stand around are noticed when the server starts', () => {
  const rules = createRuleEngine<SyncPushActions, Tx>()
  expect(() => withPushRules(rules, [handler('moon.risen')])).toThrow('moon.risen')
})
