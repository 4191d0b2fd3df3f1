import type { listPolicies, ResponseOf, StoreId } from '@pos/shared-types'
import { createPublicKey } from 'node:crypto'
import { readRights } from '@pos/server-kit'
import { TEST_TENANT, type Client } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, PASSWORD, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let owner: Client
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
})
afterAll(() => office.close())

type Listed = ResponseOf<typeof listPolicies>
const listed = async () => (await owner.get<Listed>('/policies')).body
const policy = (over: object = {}) => ({
  code: 'nights',
  name: 'No changes at night',
  action: 'user:save',
  effect: 'deny',
  isActive: true,
  rules: [{ attribute: 'weekday', operator: 'between', value: [1, 7] }],
  targets: [],
  revision: 0,
  ...over,
})
const save = (id: string, over: object = {}) => owner.put<Listed['items'][number]>(`/policies/${id}`, policy(over))
const newcomer = (username: string) =>
  owner.post('/users', { username, displayName: username, locale: 'en', password: PASSWORD })

describe('access policies', () => {
  const id = crypto.randomUUID()

  test('hold from the next act on, until they are deleted', async () => {
    expect((await newcomer('before')).status).toBe(201)
    expect(await save(id)).toMatchObject({ status: 200, body: { id, revision: 1, rules: policy().rules } })
    expect(await newcomer('during')).toMatchObject({
      body: { code: 'POLICY_DENIED', params: { policy: 'No changes at night' } },
    })
    expect((await save(id, { effect: 'require_approval', revision: 1 })).status).toBe(200)
    const asked = { code: 'APPROVAL_REQUIRED', params: { action: 'user:save', permission: 'hq:approvals.decide' } }
    expect(await newcomer('during')).toMatchObject({ status: 403, body: asked })
    expect((await owner.delete(`/policies/${id}`)).status).toBe(200)
    expect((await newcomer('after')).status).toBe(201)
    expect((await listed()).items).toEqual([])
    expect((await owner.delete(`/policies/${id}`)).status).toBe(404)
  })

  test('never stand on themselves, so nobody is locked out for good', async () => {
    const all = crypto.randomUUID()
    expect((await save(all, { action: '*', rules: [], code: 'all' })).status).toBe(200)
    expect((await newcomer('locked')).status).toBe(403)
    expect((await owner.delete(`/policies/${all}`)).status).toBe(200)
  })

  test('are changed against the revision that was read; a code stands once', async () => {
    const one = crypto.randomUUID()
    await save(one, { isActive: false })
    expect(await save(one, { isActive: false, revision: 7 })).toMatchObject({ body: { code: 'REVISION_CONFLICT' } })
    expect(await save(crypto.randomUUID(), { isActive: false })).toMatchObject({ body: { code: 'CODE_TAKEN' } })
    await owner.delete(`/policies/${one}`)
  })

  test.each([
    ['an operator the attribute does not know', { attribute: 'store', operator: 'lt', value: crypto.randomUUID() }],
    ['an hour that is none', { attribute: 'time', operator: 'ge', value: '25:00' }],
    ['one value for a span', { attribute: 'amount', operator: 'between', value: [1] }],
    ['text for an amount', { attribute: 'amount', operator: 'gt', value: 'much' }],
    ['an attribute nobody knows', { attribute: 'moon', operator: 'eq', value: 'full' }],
  ])('refuse %s', async (_, rule) => {
    expect((await save(crypto.randomUUID(), { rules: [rule], code: 'odd' })).status).toBe(400)
  })

  test('go to the stores as one version', async () => {
    const travelling = crypto.randomUUID()
    const before = await office.version()
    await save(travelling, { isActive: false, code: 'travels' })
    const change = { entity: 'access_policy', id: travelling, op: 'U', version: before + 1 }
    expect(await office.changesSince(before)).toEqual([change])
  })
})

test('an approval policy stands once for an act and a threshold', async () => {
  const body = {
    action: 'sale:complete',
    permissionCode: 'pos:approve',
    thresholdMinor: 5000,
    thresholdPpm: null,
    canBeRemote: false,
    ttlS: 120,
    revision: 0,
  }
  const id = crypto.randomUUID()
  expect(await owner.put(`/approval-policies/${id}`, body)).toMatchObject({
    status: 200,
    body: { id, revision: 1, thresholdMinor: 5000 },
  })
  expect(await owner.put(`/approval-policies/${crypto.randomUUID()}`, body)).toMatchObject({
    body: { code: 'CODE_TAKEN' },
  })
  expect((await listed()).approvals).toMatchObject([{ id, permissionCode: 'pos:approve' }])
  expect((await owner.delete(`/approval-policies/${id}`)).status).toBe(200)
  expect((await listed()).approvals).toEqual([])
})

test.each([9, 121, 86_400])('an approval policy cannot be good for %i s', async (ttlS) => {
  const body = { action: 'sale:pay', permissionCode: 'pos:approve', thresholdMinor: null, thresholdPpm: null }
  expect(
    await owner.put(`/approval-policies/${crypto.randomUUID()}`, { ...body, canBeRemote: false, ttlS, revision: 0 }),
  ).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } })
})

test('an approval policy that was saved for longer than two minutes says the two minutes that hold', async () => {
  const id = crypto.randomUUID()
  const body = { action: 'sale:pay', permissionCode: 'pos:approve', thresholdMinor: null, thresholdPpm: null } as const
  await owner.put(`/approval-policies/${id}`, { ...body, canBeRemote: false, ttlS: 60, revision: 0 })
  await office.write(async ({ tx }) => {
    await tx.query(sql`update approval_policies set ttl_s = 3600 where id = ${id}`)
    tx.touch('approval_policy', id)
  })
  expect((await listed()).approvals).toMatchObject([{ id, ttlS: 120 }])
  await owner.delete(`/approval-policies/${id}`)
})

describe('the word on rights', () => {
  type Word = { edition: number; payload: string; signature: string; publicKey: string; days: number }
  const wordOf = async (storeId: StoreId) => {
    const [word] = await office.rows<Word>(sql`
      select s.edition, s.payload, s.signature, k.public_key as "publicKey",
        extract(epoch from s.cashier_until_at - s.issued_at)::integer / 86400 as days
      from permission_snapshots s join signing_keys k on k.tenant_id = s.tenant_id and k.kid = s.kid where s.id = ${storeId}`)
    return word
  }
  const keyOf = ({ publicKey }: Word) =>
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })

  test('is signed for a store that is heard, anew each hour and after a change of its rights, and else not', async () => {
    const storeId = office.company.store
    const hear = async () => {
      office.hq.words.note({ tenantId: TEST_TENANT, storeId, appContext: 'peer', correlationId: '', at: 0 })
      await office.hq.words.flush()
      return wordOf(storeId)
    }
    const first = await hear()
    if (!first) throw new Error('no word was given')
    expect([first.edition, first.days]).toEqual([1, 7])
    expect(readRights(first.payload, first.signature, keyOf(first))).toMatchObject({ storeId, edition: 1 })
    expect(
      readRights(first.payload.replace('"edition":1', '"edition":2'), first.signature, keyOf(first)),
    ).toBeUndefined()
    expect((await hear())?.edition).toBe(1)
    const { body } = await owner.post<{ id: string }>('/users', { username: 'till1', displayName: 'T', locale: 'en' })
    await owner.post(`/users/${body.id}/roles`, { roleCode: 'pos_cashier', storeId })
    expect((await hear())?.edition).toBe(2)
    office.clock.advance(3_600_000)
    expect((await hear())?.edition).toBe(3)
    expect(await wordOf(office.company.otherStore)).toBeUndefined()
  })
})
