import type { AllowanceView, ValueAccountView } from '@pos/shared-types'
import type { Client } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'
import { Lending, type Card } from '../../../test/lending.ts'
import { Trader } from '../../../test/trader.ts'
import { expireAllowances } from './index.ts'

let office: HeadOffice
let lending: Lending
let store: string
let owner: Client
beforeAll(async () => {
  office = await openHeadOffice()
  lending = new Lending(office)
  owner = await lending.owner()
  const server = await office.storeServer(office.company.store)
  store = server.storeId
  const { register: registerId } = office.company
  const shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId })
  await shop.push(shop.seriesOpened(shop.series))
})
afterAll(() => office.close())

describe('a gift card', () => {
  test('is issued with its value, and found again by its code however that is typed', async () => {
    const { account, code } = await lending.card(5_000)
    expect(account).toMatchObject({
      kind: 'gift_card',
      unit: 'USD',
      state: 'active',
      balanceMinor: 5_000,
      lentMinor: 0,
    })
    expect(code).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]$/)
    expect(account.codeLast4).toBe(code.replaceAll('-', '').slice(-4))
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' ')])
      expect((await owner.post<ValueAccountView>('/gift-cards/balance', { code: typed })).body).toEqual(account)
    expect(await lending.ledger({ account, code })).toEqual([['load', 5_000, 5_000]])
  })

  test('is asked for twice with one key and issued once, with one code, which stands nowhere in the database', async () => {
    const body = { currency: 'USD', amountMinor: 700 }
    const [first, again] = [
      await owner.post<Card>('/gift-cards', body, 'one-card'),
      await owner.post<Card>('/gift-cards', body, 'one-card'),
    ]
    expect(again.body).toEqual(first.body)
    const bare = first.body.code.replaceAll('-', '')
    const kept = await office.rows<{ text: string }>(sql`
      select convert_from(response, 'UTF8') as text from idempotency_keys where key = 'one-card'
      union all select a::text from value_accounts a union all select l::text from audit_logs l`)
    expect(kept.length).toBeGreaterThan(2)
    expect(kept.filter(({ text }) => text.includes(bare) || text.includes(first.body.code))).toEqual([])
  })

  test.each([
    ['a code that is none', 'AAAAA-AAAAA-AAAAA-AAAAA-B'],
    ['a code of no card', '00000-00000-00000-00000-0'],
  ])('is not found by %s', async (_, code) => {
    expect(await owner.post('/gift-cards/balance', { code })).toMatchObject({
      status: 404,
      body: { code: 'VALUE_NOT_FOUND' },
    })
  })

  test('belongs to customers and stores that there are', async () => {
    for (const terms of [{ customerId: office.ids.next() }, { homeStoreId: office.ids.next() }]) {
      const reply = await owner.post('/gift-cards', { currency: 'USD', amountMinor: 100, ...terms })
      expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    }
  })

  test.each([0, -1, 1.5, 1_000_000_000_000])('is not issued over %d', async (amountMinor) => {
    const reply = await owner.post('/gift-cards', { currency: 'USD', amountMinor })
    expect(reply).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } })
  })
})

describe('[SE86] what is lent', () => {
  test('is nobody else’s, and goes down to that one store', async () => {
    const card = await lending.card(5_000)
    const version = await office.version()
    const allowance = await lending.lent(card, store, 2_000)
    expect(allowance).toMatchObject({
      storeId: store,
      grantedMinor: 2_000,
      spentMinor: 0,
      state: 'open',
      ttlS: 72 * 3600,
    })
    expect(await lending.balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 2_000, freeMinor: 3_000 })
    expect(await office.changesSince(version)).toEqual([
      { entity: 'value_allowance', id: allowance.id, op: 'U', version: version + 1 },
    ])
    const [scope] = await office.rows(sql`
      select store_scope as "storeScope" from sync_change where entity_id = ${allowance.id}`)
    expect(scope).toEqual({ storeScope: store })
  })

  test('is lent for as long as the company says', async () => {
    await owner.put('/settings/values.allowance_ttl_h', { level: 'company', value: 24 })
    const allowance = await lending.lent(await lending.card(100), store, 100)
    await owner.put('/settings/values.allowance_ttl_h', { level: 'company', value: 72 })
    expect(allowance.ttlS).toBe(24 * 3600)
  })

  test('is never more than is free', async () => {
    const card = await lending.card(5_000)
    expect(await lending.lend(card, store, 5_001)).toMatchObject({
      status: 409,
      body: { code: 'VALUE_SHORT', params: { amount: 5_000, currency: 'USD' }, detail: 'The balance is $50.00.' },
    })
    expect(await lending.allowances(card)).toEqual([])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 0, freeMinor: 5_000 })
  })

  test('is lent once at a time to one store', async () => {
    const card = await lending.card(5_000)
    await lending.lent(card, store, 1_000)
    expect(await lending.lend(card, store, 1_000)).toMatchObject({
      status: 409,
      body: { code: 'STATE_NOT_ALLOWED', params: { state: 'lent' } },
    })
    expect(await lending.balance(card)).toMatchObject({ lentMinor: 1_000 })
  })

  test('is lent to a store that has spoken, of a card that is there and not over', async () => {
    const card = await lending.card(5_000)
    const over = await lending.card(5_000, { expiresOn: '2020-01-01' })
    const ghost = { ...card, account: { ...card.account, id: office.ids.next() } }
    expect(await lending.lend(card, office.company.otherStore, 1)).toMatchObject({
      status: 409,
      body: { code: 'STATE_NOT_ALLOWED', params: { state: 'not_connected' } },
    })
    expect(await lending.lend(card, office.ids.next(), 1)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await lending.lend(ghost, store, 1)).toMatchObject({ status: 404, body: { code: 'VALUE_NOT_FOUND' } })
    expect(await lending.lend(over, store, 1)).toMatchObject({
      status: 409,
      body: { code: 'VALUE_NOT_ACTIVE', params: { state: 'expired' } },
    })
  })

  test('is not lent by somebody who may only look', async () => {
    const card = await lending.card(5_000)
    const nobody = await office.as('nobody')
    expect(
      (await nobody.post(`/values/${card.account.id}/allowances`, { storeId: store, amountMinor: 1 })).status,
    ).toBe(403)
    expect((await nobody.post('/gift-cards', { currency: 'USD', amountMinor: 1 })).status).toBe(403)
    expect((await nobody.get('/values')).status).toBe(403)
  })
})

describe('[SE87] sixteen who lend the same card at once', () => {
  const SIXTEEN = Array.from({ length: 16 }, (_, n) => n)

  test('lend no more than is on it', async () => {
    const card = await lending.card(5_000)
    const stores = await Promise.all(SIXTEEN.map(connectedStore))
    const replies = await Promise.all(stores.map((storeId) => lending.lend(card, storeId, 1_000)))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 201),
      ...Array.from({ length: 11 }, () => 409),
    ])
    expect(await lending.balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 5_000, freeMinor: 0 })
    expect((await lending.allowances(card)).reduce((sum, { grantedMinor }) => sum + grantedMinor, 0)).toBe(5_000)
  })

  test('control: who reads first and writes then believes too much, and only the last guard of the database holds him', async () => {
    const card = await lending.card(5_000)
    const read = async () => (await lending.balance(card)).freeMinor
    const believed = await Promise.all(SIXTEEN.map(read))
    expect(believed.filter((free) => free >= 1_000)).toHaveLength(16)
    const written = await Promise.allSettled(
      SIXTEEN.map(() =>
        office.write(async ({ tx }) => {
          await tx.query(sql`
            update value_accounts set lent_minor = lent_minor + 1000 where id = ${card.account.id}`)
        }),
      ),
    )
    expect(written.filter(({ status }) => status === 'rejected')).toHaveLength(11)
  })

  /** A store that head office has heard of, without a server behind it. */
  async function connectedStore(n: number): Promise<string> {
    return office.write(async (unit) => {
      const id = office.ids.next()
      await unit.tx.query(sql`
        insert into stores select (jsonb_populate_record(s, jsonb_build_object('id', ${id}::text, 'code', ${`C${n}`}::text))).*
        from stores s where s.id = ${store}`)
      unit.tx.touch('store', id)
      await unit.tx.query(sql`
        insert into lineages (tenant_id, id, store_id, device_id, reason, started_at, last_seq)
        select tenant_id, ${office.ids.next()}::uuid, ${id}::uuid, device_id, 'created', started_at, 0
        from lineages where store_id = ${store} limit 1`)
      return id
    })
  }
})

describe('[SE88] time', () => {
  const hours = (count: number) => count * 3_600_000
  const isOver = () => expireAllowances({ unitOfWork: office.hq.database.unitOfWork, clock: office.clock })

  test('ends an allowance and gives nothing back', async () => {
    const card = await lending.card(5_000)
    const { id } = await lending.lent(card, store, 2_000)
    office.clock.advance(hours(72) - 1)
    await isOver()
    expect(await stateOf(card, id)).toBe('open')
    office.clock.advance(1)
    const version = await office.version()
    expect(await isOver()).toBeGreaterThan(0)
    expect(await stateOf(card, id)).toBe('expired')
    expect(await lending.balance(card)).toEqual({ balanceMinor: 5_000, lentMinor: 2_000, freeMinor: 3_000 })
    expect(await office.changesSince(version)).toContainEqual(
      expect.objectContaining({ entity: 'value_allowance', id, op: 'U' }),
    )
    expect(await isOver()).toBe(0)
  })

  async function stateOf(card: Card, id: string): Promise<AllowanceView['state'] | undefined> {
    const rows = await office.rows<{ state: AllowanceView['state'] }>(sql`
      select state from value_allowances where id = ${id} and account_id = ${card.account.id}`)
    return rows[0]?.state
  }
})
