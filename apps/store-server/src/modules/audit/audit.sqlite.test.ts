import { readAuditChain, verifyAuditChain } from '@pos/server-kit'
import type { AuditAppendedFact, listAuditLog, ResponseOf } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { TEST_TENANT } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, STORE_LINEAGE, type Shop } from '../../../test/shop.ts'
import { AuditForwarder } from './forwarder.ts'

let shop: Shop
const never: Scheduler = { after: () => () => {} }

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const chain = () =>
  shop.store.database.unitOfWork.read(shop.ctx(), (tx) => readAuditChain(tx, TEST_TENANT, STORE_LINEAGE, 0, 1_000))
const actions = async () => (await chain()).map(({ action, outcome }) => `${action} ${outcome}`)
const sent = async () =>
  (await shop.outbox())
    .filter(({ type }) => type === 'audit.appended')
    .map(({ payload }) => JSON.parse(payload) as AuditAppendedFact)

const failToSignIn = () => shop.anybody.post('/auth/login', { username: 'manager', password: 'wrong' })

describe('the audit log of a store', () => {
  test('has a sign-in and a failed one, and says who it was', async () => {
    const manager = await shop.as('manager')
    await failToSignIn()
    expect(await actions()).toEqual(['auth.login ok', 'auth.login failed'])
    const { body } = await manager.get<ResponseOf<typeof listAuditLog>>('/audit?outcome=failed')
    expect(body.items).toMatchObject([{ action: 'auth.login', userName: expect.any(String) as string }])
  })

  test('is read page by page, the latest first, and by whom, what and when', async () => {
    const manager = await shop.as('manager')
    await failToSignIn()
    const page = async (query: string) => (await manager.get<ResponseOf<typeof listAuditLog>>(`/audit?${query}`)).body
    const first = await page('limit=2')
    const second = await page(`limit=2&cursor=${first.nextCursor ?? ''}`)
    expect([...first.items, ...second.items].map(({ seq }) => seq)).toEqual([3, 2, 1])
    expect(second.nextCursor).toBeNull()
    expect((await page('action=auth')).items).toHaveLength(3)
    expect((await page('action=aut')).items).toHaveLength(0)
    expect((await page(`to=${shop.clock.now() - 1}`)).items).toHaveLength(0)
  })

  test('goes up once, in batches, and goes on where it was', async () => {
    const forwarder = new AuditForwarder(shop.store.needs, never)
    await forwarder.flush()
    await forwarder.flush()
    expect((await sent()).map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([[1, 2, 3]])
    await failToSignIn()
    await forwarder.flush()
    const facts = await sent()
    expect(facts.map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([[1, 2, 3], [4]])
    expect(facts[0]).toMatchObject({ node: STORE_LINEAGE })
    expect(facts.flatMap(({ entries }) => entries)).toEqual(await chain())
  })

  const faults = () =>
    shop.store.database.unitOfWork.read(shop.ctx(), async (tx) => {
      const read = (from: number, limit: number) => readAuditChain(tx, TEST_TENANT, STORE_LINEAGE, from, limit)
      return (await verifyAuditChain(TEST_TENANT, read, [])).fault
    })

  test('refuses to be changed or deleted, and names the entry when somebody has forced it', async () => {
    const write = (text: string) =>
      shop.store.database.unitOfWork.write(shop.ctx(), 'test', ({ tx }) => void tx.prepare(text).run())
    await expect(write(`update audit_logs set action = 'x'`)).rejects.toThrow(/never changed/)
    await expect(write(`delete from audit_logs`)).rejects.toThrow(/never deleted/)
    await expect(write(`insert or replace into audit_logs select * from audit_logs where seq = 2`)).rejects.toThrow(
      /never deleted/,
    )
    expect(await faults()).toBeNull()
    await write('drop trigger audit_logs_keep')
    await write(`update audit_logs set user_id = null where seq = 3`)
    expect(await faults()).toEqual({ seq: 3, problem: 'changed' })
    await write('drop trigger audit_logs_stay')
    await write(`delete from audit_logs where seq = 2`)
    expect(await faults()).toEqual({ seq: 2, problem: 'missing' })
  })
})
