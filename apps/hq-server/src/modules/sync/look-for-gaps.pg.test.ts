import type { PushEvent, Received, ResponseOf, SyncAlarm, syncStatus } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HeadOffice, StoreServer } from '../../../test/head-office.ts'
import type { Trader } from '../../../test/trader.ts'
import { openTradingOffice } from '../../../test/trading-office.ts'

const MINUTE = 60_000
const WHOLE = { missing: 0, missingSince: null }

let office: HeadOffice
let server: StoreServer
let shop: Trader
beforeAll(async () => {
  ;({ office, server, shop } = await openTradingOffice())
})
afterAll(() => office.close())

async function seen(): Promise<{ readonly received: Received; readonly alarms: readonly SyncAlarm[] } | undefined> {
  await office.hq.gaps.look()
  const owner = await office.as('owner')
  const { body } = await owner.get<ResponseOf<typeof syncStatus>>('/sync/status')
  return body.stores.find(({ storeId }) => storeId === server.storeId)
}
/** Who pushes is written down a second later. */
const shows = (wanted: object) => expect.poll(seen, { timeout: 10_000 }).toMatchObject(wanted)

/** Something that depends on nothing. */
const decision = (): PushEvent => {
  const id = office.ids.next()
  const facts = { id, storeId: server.storeId, actionHash: 'a'.repeat(64), state: 'rejected', deciderId: id }
  return shop.told('approval.decided', id, 1, { ...facts, method: 'pin', decidedAt: office.clock.now() })
}

test('[SE92] what came in the order of its numbers is here without a gap, and is not looked at twice', async () => {
  await shop.push(decision(), decision(), decision())
  await shows({ received: { count: 3, ...WHOLE }, alarms: [] })
  await shop.push(decision())
  await shows({ received: { count: 4, ...WHOLE } })
  expect(await reached()).toEqual([{ first: 1, reached: 4 }])
})

test('[SE92] a number that is absent shows as long as it is, and becomes an alarm when nobody has it to send', async () => {
  const [lost, later] = [decision(), decision()]
  const since = office.clock.now()
  await shop.pushBefore({ pending: 0, oldestPendingAt: null }, later)
  await shows({ received: { count: 4, missing: 1, missingSince: since }, alarms: [] })
  office.clock.advance(3 * MINUTE)
  const more = decision()
  await shop.pushBefore({ pending: 0, oldestPendingAt: null }, more)
  await shows({ received: { count: 4, missing: 1, missingSince: since }, alarms: ['gap'] })
  const { body: metrics } = await office.hq.app.inject({ url: '/metrics' })
  expect(metrics).toContain('\npos_sync_alarms{kind="gap"} 1\n')
  expect(metrics).toMatch(/pos_sync_incidents_total\{kind="missing"\} [1-9]/)

  await shop.push(lost)
  await shows({ received: { count: 7, ...WHOLE }, alarms: [] })
})

test('[SE92] an event that is set aside is here', async () => {
  const broken = { ...decision(), payload: '{}', sha256: 'b'.repeat(64) }
  await shop.push(broken, decision())
  await shows({ received: { count: 9, ...WHOLE } })
})

test('[SE93] a later lineage is counted from where it began, and what it tells again is no gap', async () => {
  const lineage = office.ids.next()
  const known = decision()
  await shop.push(known)
  office.clock.advance(1)
  const as = (event: PushEvent, seq: number) => ({ ...event, seq })
  const events = [as(known, 20), as(decision(), 21), as(known, 22), as(decision(), 23)]
  const push = (...sent: PushEvent[]) => server.peer.send('POST', '/sync/v1/push', { lineage, events: sent })
  await push(...events.filter(({ seq }) => seq !== 22))
  await shows({ received: { missing: 1 } })
  await push(...events.filter(({ seq }) => seq === 22))
  await shows({ received: { count: 14, ...WHOLE } })
  expect(await reached()).toEqual([
    { first: 1, reached: 10 },
    { first: 20, reached: 23 },
  ])
  expect(await office.rows(sql`select seq from repeated_positions order by seq`)).toEqual([{ seq: 20 }, { seq: 22 }])
})

const reached = () =>
  office.rows<{ first: number; reached: number }>(
    sql`select first_seq as first, reached_seq as reached from received_lineages order by first_seq`,
  )
