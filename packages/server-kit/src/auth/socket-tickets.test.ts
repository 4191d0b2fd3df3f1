import { fakeClock, temporaryFolder } from '@pos/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { UserCaller } from './caller.ts'
import { createSocketTickets, type SocketTickets } from './socket-tickets.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const holder: UserCaller = {
  kind: 'user',
  userId: '00000000-0000-7000-8000-000000000001',
  tenantId: '00000000-0000-7000-8000-000000000002',
  storeId: undefined,
  appContext: 'hq',
  deviceId: undefined,
}
const clock = fakeClock()
const keyFile = `${folder.path}/ticket.key`
const refusal = expect.objectContaining({ code: 'AUTH_REQUIRED' })

let tickets: SocketTickets
beforeEach(async () => {
  tickets = await createSocketTickets({ keyFile, clock })
})

test('a ticket is good once, for its holder', () => {
  const { ticket } = tickets.issue(holder)
  expect(tickets.redeem(ticket)).toMatchObject({ userId: holder.userId, appContext: 'hq' })
  expect(() => tickets.redeem(ticket)).toThrow(refusal)
})

test('another process of the node takes it', async () => {
  const other = await createSocketTickets({ keyFile, clock })
  expect(other.redeem(tickets.issue(holder).ticket)).toMatchObject({ userId: holder.userId })
})

test('after 30 seconds it is worth nothing', () => {
  const { ticket, expiresAt } = tickets.issue(holder)
  expect(expiresAt - clock.now()).toBe(30_000)
  clock.advance(30_001)
  expect(() => tickets.redeem(ticket)).toThrow(refusal)
})

test('a ticket of another node, or one that was changed, is refused', async () => {
  const other = await createSocketTickets({ keyFile: `${folder.path}/other.key`, clock })
  const { ticket } = tickets.issue(holder)
  const [body = '', seal = ''] = ticket.split('.')
  const richer = Buffer.from(JSON.stringify({ holder: { ...holder, tenantId: 'x' } })).toString('base64url')
  for (const wrong of [other.issue(holder).ticket, `${richer}.${seal}`, `${body}.`, body, '', '.']) {
    expect(() => tickets.redeem(wrong)).toThrow(refusal)
  }
})
