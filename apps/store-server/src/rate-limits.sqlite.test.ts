import type { Reply } from '@pos/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openShop, type Shop } from '../test/shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

/** How many requests were taken before one was refused. */
async function takenOf(ask: () => Promise<Reply>, most: number): Promise<number> {
  for (let taken = 0; taken < most; taken += 1) {
    const { status } = await ask()
    if (status === 429) return taken
  }
  return most
}

test('a till asks 600 times a minute with its key; another till is not hurt, and its sales still arrive', async () => {
  const [till, other] = [await shop.till(), await shop.till()]
  const cashiers = () => till.peer.get('/pin/cashiers')

  expect(await takenOf(cashiers, 700)).toBe(600)
  expect((await other.peer.get('/pin/cashiers')).status).toBe(200)
  expect((await till.peer.get('/sync/v1/health')).status).toBe(200)
  shop.clock.advance(1_000)
  expect((await cashiers()).status).toBe(200)
}, 60_000)

test('a flood of sign-ins is refused at 600 a minute and ends nobody’s session', async () => {
  const manager = await shop.as('manager')

  // The manager's own was the first.
  expect(await takenOf(() => shop.anybody.post('/auth/login', {}), 700)).toBe(599)
  expect(await shop.anybody.post('/auth/login', {})).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } })
  expect((await shop.anybody.post('/auth/refresh')).status).not.toBe(429)
  expect((await manager.get('/auth/me')).status).toBe(200)
}, 60_000)

test('a renewal of sessions is refused at 600 a minute', async () => {
  expect(await takenOf(() => shop.anybody.post('/auth/refresh'), 700)).toBe(600)
}, 60_000)
