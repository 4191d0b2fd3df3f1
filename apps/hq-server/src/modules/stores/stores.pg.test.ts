import { newPeerKey } from '@pos/server-kit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { storeInput } from '../../../test/company.ts'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let owner: Client
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
})
afterAll(() => office.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
type Store = { id: string; code: string; status: string; lastSeenAt: number | null }
const input = (code: string) => storeInput(office.company, code)

describe('a store', () => {
  test('starts planned, with a sales floor, as one version of the catalogue', async () => {
    const before = await office.version()
    const { status, body } = await owner.post<Store>('/stores', input('BOS'))
    expect({ status, body }).toMatchObject({ status: 201, body: { code: 'BOS', status: 'planned', lastSeenAt: null } })
    const changes = await office.changesSince(before)
    expect(changes.map((change) => change.entity)).toEqual(['stock_location', 'store'])
    expect(new Set(changes.map((change) => change.version))).toEqual(new Set([before + 1]))
    const floors = await office.rows(sql`select kind, is_default from stock_locations where store_id = ${body.id}`)
    expect(floors).toEqual([{ kind: 'floor', is_default: 1 }])
  })

  test('has its address, tax number and start of day, for receipts and for what is today', async () => {
    const place = { taxNumber: '00-1234567', phone: '555 0100', region: 'MA', postalCode: '02108', dayStartsMin: 240 }
    const { body } = await owner.post<Store>('/stores', { ...input('ADDR'), ...place })
    expect(body).toMatchObject({ ...place, addressLine1: 'Main Street 1', addressLine2: null, city: 'Town' })
    const { body: all } = await owner.get<{ items: Store[] }>('/stores')
    expect(all.items.find(({ code }) => code === 'ADDR')).toEqual(body)
  })

  test('has a code of its own', async () => {
    expect(await owner.post('/stores', input('NYC'))).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
  })

  test.each([
    ['a tax region', { taxZoneId: SOME_ID }, 404],
    ['a price list', { priceListId: SOME_ID }, 404],
    ['a time zone', { timeZone: 'America/Nowhere' }, 400],
  ])('cannot be given %s that does not exist', async (_, change, status) => {
    const before = await office.version()
    expect(await owner.post('/stores', { ...input('ERR'), ...change })).toMatchObject({ status })
    expect(await office.version()).toBe(before)
  })

  test('is listed by its code, with the others', async () => {
    const { body } = await owner.get<{ items: Store[] }>('/stores')
    expect(body.items.map((store) => store.code)).toEqual(expect.arrayContaining(['NYC', 'SJU']))
    expect(body.items.map((store) => store.code)).toEqual(body.items.map((store) => store.code).toSorted())
  })
})

describe('a register', () => {
  const save = (id: string, changes: object = {}) =>
    owner.put<Problem>(`/registers/${id}`, {
      storeId: office.company.store,
      code: 'R9',
      name: 'Till 9',
      kind: 'till',
      ...changes,
    })

  test('is added and renamed by the same command, and goes to its own store', async () => {
    const id = office.ids.next()
    const before = await office.version()
    expect(await save(id)).toMatchObject({ status: 200, body: { code: 'R9', status: 'active' } })
    expect(await save(id, { name: 'Front', status: 'retired' })).toMatchObject({
      body: { name: 'Front', status: 'retired' },
    })
    const feed = await office.rows(sql`select entity, store_scope from sync_change where version > ${before}`)
    expect(feed).toEqual([{ entity: 'register', store_scope: office.company.store }])
  })

  test('has a code of its own within its store, not within the company', async () => {
    expect(await save(office.ids.next(), { code: 'R1' })).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
    const elsewhere = await save(office.ids.next(), { code: 'R2', storeId: office.company.otherStore })
    expect(elsewhere.status).toBe(200)
  })

  test('never moves to another store', async () => {
    const moved = await save(office.company.register, { code: 'R7', storeId: office.company.otherStore })
    expect(moved.status).toBe(409)
    const { body } = await owner.get<{ items: { id: string; storeId: string; code: string }[] }>('/registers')
    const register = body.items.find((each) => each.id === office.company.register)
    expect(register).toMatchObject({ storeId: office.company.store, code: 'R1' })
  })

  test('belongs to a store that exists', async () => {
    expect((await save(office.ids.next(), { storeId: SOME_ID })).status).toBe(404)
  })
})

describe('a provisioning token', () => {
  type Token = { tokenId: string; token: string; expiresAt: number }
  const tokenFor = async (storeId: string) => (await owner.post<Token>(`/stores/${storeId}/provisioning`)).body
  const claim = (token: string, publicKey = newPeerKey().publicKey) =>
    office.anybody.post<Problem & Store>('/provisioning/claim', { token, publicKey, platform: 'test', appVersion: '0' })
  const newStore = async (code: string) => (await owner.post<Store>('/stores', input(code))).body.id
  const serversOf = (storeId: string) => office.rows(sql`select id from devices where store_id = ${storeId}`)

  test('sets up one store server, once, and makes the store provisioned', async () => {
    const storeId = await newStore('ONE')
    const { token } = await tokenFor(storeId)
    const claimed = await claim(token)
    expect(claimed).toMatchObject({ status: 201, body: { storeId, storeCode: 'ONE' } })
    expect(await claim(token)).toMatchObject({ status: 422, body: { code: 'PROVISIONING_TOKEN_INVALID' } })
    const { body } = await owner.get<{ items: Store[] }>('/stores')
    expect(body.items.find((store) => store.id === storeId)?.status).toBe('provisioned')
    expect(await serversOf(storeId)).toHaveLength(1)
  })

  test('of five who claim it at once one gets the store', async () => {
    const storeId = await newStore('FIVE')
    const { token } = await tokenFor(storeId)
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(token)))
    expect(claims.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422])
    expect(await serversOf(storeId)).toHaveLength(1)
  })

  test('claimed again by the server that was not told, gives it the same identity, and nobody else', async () => {
    const storeId = await newStore('AGAIN')
    const { token } = await tokenFor(storeId)
    const { publicKey } = newPeerKey()
    const answers = await Promise.all(Array.from({ length: 3 }, () => claim(token, publicKey)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await claim(token)).toMatchObject({ status: 422, body: { code: 'PROVISIONING_TOKEN_INVALID' } })
    expect(await serversOf(storeId)).toHaveLength(1)
  })

  test('is worthless when it was taken back, and is taken back once', async () => {
    const storeId = await newStore('BACK')
    const { token, tokenId } = await tokenFor(storeId)
    expect((await owner.delete(`/stores/${storeId}/provisioning/${tokenId}`)).status).toBe(200)
    expect(await claim(token)).toMatchObject({ status: 422 })
    expect((await owner.delete(`/stores/${storeId}/provisioning/${tokenId}`)).status).toBe(404)
  })

  test('is worthless after seven days, or when it was made up', async () => {
    const storeId = await newStore('LATE')
    const { token, expiresAt } = await tokenFor(storeId)
    expect(expiresAt - office.clock.now()).toBe(7 * 86_400_000)
    office.clock.advance(7 * 86_400_000)
    owner = await office.as('owner')
    expect(await claim(token)).toMatchObject({ status: 422, body: { code: 'PROVISIONING_TOKEN_INVALID' } })
    expect(await claim(token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toMatchObject({ status: 422 })
    expect(await claim('a made up token of some length')).toMatchObject({ status: 422 })
  })

  test('and the pepper of the passwords are kept nowhere in the database as text', async () => {
    const { token } = await tokenFor(await newStore('HASH'))
    const { body } = await claim(token)
    const { passwordPepper } = body as unknown as { passwordPepper: string }
    expect(passwordPepper).toHaveLength(43)
    for (const secret of [token, passwordPepper]) {
      const found = await office.rows(sql`
        select key from idempotency_keys where encode(response, 'escape') like ${`%${secret}%`}`)
      expect(found).toEqual([])
    }
  })

  test('is not made for a store that does not exist', async () => {
    expect((await owner.post(`/stores/${SOME_ID}/provisioning`)).status).toBe(404)
  })

  test('a store server is known by its key from then on, and listed', async () => {
    const { deviceId, peer } = await office.storeServer(office.company.store)
    expect(await peer.get('/sync/v1/health')).toMatchObject({ status: 200 })
    const { body } = await owner.get<{ items: { id: string; kind: string }[] }>('/devices')
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: deviceId, kind: 'store_server', state: 'enrolled' }),
    )
  })
})
