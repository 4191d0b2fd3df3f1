import type { Client } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice } from '../test/head-office.ts'

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())

/** A body that does not fit is counted, and costs no report. */
const run = (client: Client) => client.post('/reports/sales-by-day/run', {})

test('a loop of reports is refused at 1,200 a minute; its owner can still work, and others can still read reports', async () => {
  const [owner, accountant] = [await office.as('owner'), await office.as('accountant')]
  let taken = 0
  while (taken < 1_300 && (await run(owner)).status !== 429) taken += 1

  expect(taken).toBe(1_200)
  expect((await owner.get('/stores')).status).toBe(200)
  expect((await run(accountant)).status).not.toBe(429)
  office.clock.advance(1_000)
  expect((await run(owner)).status).toBe(400)
}, 60_000)
