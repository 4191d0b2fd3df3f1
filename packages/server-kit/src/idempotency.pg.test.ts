import type { Unit } from '@pos/core'
import { DomainError } from '@pos/core'
import type { HqTx } from '@pos/db'
import { TEST_TENANT } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ring } from '../test/support/demo-commands.ts'
import { BUYER, officeContext, openHeadOffice, OWNER, type HeadOffice } from '../test/support/head-office.ts'
import { once, pruneIdempotencyKeys } from './idempotency.ts'
import type { UserCaller } from './auth/caller.ts'

let office: HeadOffice

beforeAll(async () => {
  office = await openHeadOffice()
})

afterAll(() => office.close())

const ID = '01890000-0000-7000-8000-0000000000b0'

function request(key: string, body: string, userId = BUYER) {
  const caller: UserCaller = {
    kind: 'user',
    userId,
    tenantId: TEST_TENANT,
    storeId: undefined,
    appContext: 'hq',
    deviceId: undefined,
  }
  const raw = { method: 'POST', url: '/api/v1/demo/sales', bodyBytes: Buffer.from(body) }
  return { command: ring, key, caller, raw, serialise: JSON.stringify } as unknown as Parameters<
    typeof once<typeof ring>
  >[1]
}

type Act = (unit: Unit<HqTx>) => Promise<{ id: string; totalMinor: number; note: string | null }>

async function send(key: string, body: string, act: Act, changes = {}, userId = BUYER): Promise<string> {
  const answer = await office.database.unitOfWork.write(officeContext(TEST_TENANT, changes), 'test.ring', (unit) =>
    once(unit, request(key, body, userId), () => act(unit)),
  )
  return Buffer.isBuffer(answer.content) ? answer.content.toString() : ''
}

const sale = (totalMinor: number) => ({ id: ID, totalMinor, note: null })

test('[G-001] twins that run at the same time act once, and the later one waits for the answer of the first', async () => {
  let acts = 0
  const act: Act = async () => {
    acts += 1
    const mine = acts
    await new Promise((resolve) => setTimeout(resolve, 50))
    return sale(mine)
  }

  const answers = await Promise.all(Array.from({ length: 5 }, () => send('twins', '{}', act)))

  expect(acts).toBe(1)
  expect(new Set(answers)).toEqual(new Set([JSON.stringify(sale(1))]))
})

test('a twin of a refused request takes its place', async () => {
  let acts = 0
  const act: Act = async () => {
    acts += 1
    if (acts === 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw new DomainError('SALE_EMPTY')
    }
    return sale(acts)
  }

  const outcomes = await Promise.allSettled([send('refused', '{}', act), send('refused', '{}', act)])

  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(acts).toBe(2)
})

test('a key that came with another body is refused', async () => {
  await send('reused', '{"a":1}', async () => sale(1))

  await expect(send('reused', '{"a":2}', async () => sale(2))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
})

test('two people may use the same key', async () => {
  const mine = await send('shared', '{}', async () => sale(1))
  const theirs = await send('shared', '{}', async () => sale(2), {}, OWNER)

  expect(theirs).not.toBe(mine)
})

test('keys are forgotten when they have expired', async () => {
  await send('old', '{}', async () => sale(1))
  const later = officeContext().at + 31 * 24 * 3_600_000
  const prune = () =>
    office.database.unitOfWork.write(officeContext(TEST_TENANT, { at: later }), 'test.prune', (unit) =>
      pruneIdempotencyKeys(unit),
    )

  expect(await prune()).toBeGreaterThan(0)
  expect(await prune()).toBe(0)
  expect(await send('old', '{}', async () => sale(2))).toBe(JSON.stringify(sale(2)))
})
