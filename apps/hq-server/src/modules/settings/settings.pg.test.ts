import { SETTINGS } from '@pos/server-kit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let owner: Client
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
})
afterAll(() => office.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
const save = (key: string, body: object) => owner.put<Problem>(`/settings/${key}`, body)
const list = async () =>
  (await owner.get<{ items: { key: string; level: string; value: unknown }[] }>('/settings')).body.items
const LIMIT = 'sales.max_line_discount_bp'

describe('a setting', () => {
  test('is set for the company and again for a store, each value where it belongs', async () => {
    const { store } = office.company
    expect(await save(LIMIT, { level: 'company', value: 1500 })).toMatchObject({
      status: 200,
      body: { key: LIMIT, level: 'company', storeId: null, registerId: null, value: 1500 },
    })
    expect((await save(LIMIT, { level: 'store', storeId: store, value: 2000 })).status).toBe(200)
    expect((await save(LIMIT, { level: 'company', value: 1600 })).status).toBe(200)
    const set = (await list()).filter((setting) => setting.key === LIMIT)
    expect(set).toHaveLength(2)
    expect(set).toContainEqual({ key: LIMIT, level: 'company', storeId: null, registerId: null, value: 1600 })
    expect(set).toContainEqual({ key: LIMIT, level: 'store', storeId: store, registerId: null, value: 2000 })
  })

  test('of a store goes to that store, of the company to all, one version each', async () => {
    const { store } = office.company
    const before = await office.version()
    await save('returns.days', { level: 'company', value: 14 })
    await save('returns.days', { level: 'store', storeId: store, value: 7 })
    const feed = await office.rows(sql`
      select entity, store_scope, version from sync_change where version > ${before} order by version`)
    expect(feed).toEqual([
      { entity: 'setting', store_scope: null, version: before + 1 },
      { entity: 'setting', store_scope: store, version: before + 2 },
    ])
  })

  test('may be nothing, where nothing has a meaning', async () => {
    expect(await save('locale.default', { level: 'company', value: null })).toMatchObject({ status: 200 })
    expect((await list()).find((setting) => setting.key === 'locale.default')).toMatchObject({ value: null })
  })

  test.each([
    ['nobody knows', 'sales.unheard_of', { level: 'company', value: 1 }, 422, 'SETTING_UNKNOWN'],
    ['of text where a number belongs', LIMIT, { level: 'company', value: '1500' }, 400, 'VALIDATION_FAILED'],
    ['below its least value', 'shift.max_hours', { level: 'company', value: 0 }, 400, 'VALIDATION_FAILED'],
    [
      'by which super admins need no code app',
      'auth.mfa_required',
      { level: 'company', value: 'none' },
      400,
      'VALIDATION_FAILED',
    ],
    ['outside its choices', 'tax.rounding', { level: 'company', value: 'never' }, 400, 'VALIDATION_FAILED'],
    [
      'at a level it does not have',
      'tax.rounding',
      { level: 'store', storeId: SOME_ID, value: 'line' },
      400,
      'VALIDATION_FAILED',
    ],
    ['of a store that is not named', LIMIT, { level: 'store', value: 1 }, 400, 'VALIDATION_FAILED'],
    ['of a store that does not exist', LIMIT, { level: 'store', storeId: SOME_ID, value: 1 }, 404, 'NOT_FOUND'],
    ['without a value', LIMIT, { level: 'company' }, 400, 'VALIDATION_FAILED'],
  ])('%s is refused', async (_, key, body, status, code) => {
    const before = await list()
    expect(await save(key, body)).toMatchObject({ status, body: { code } })
    expect(await list()).toEqual(before)
  })

  test('of a register belongs to a register of that store', async () => {
    const { store, register, otherRegister } = office.company
    const level = { level: 'register', storeId: store, value: 5000 }
    expect((await save('shift.default_float_minor', { ...level, registerId: register })).status).toBe(200)
    expect((await save('shift.default_float_minor', { ...level, registerId: otherRegister })).status).toBe(404)
    expect((await save('shift.default_float_minor', level)).status).toBe(400)
  })
})

describe('what a setting may hold', () => {
  type Definition = {
    key: string
    levels: string[]
    range: { kind: string; min: number; max: number }
    fallback: unknown
  }
  const definitions = async () => (await owner.get<{ definitions: Definition[] }>('/settings')).body.definitions

  test('is told of every setting, with where it may be set and what holds when nobody set it', async () => {
    const told = new Map((await definitions()).map((definition) => [definition.key, definition]))
    expect([...told.keys()].toSorted()).toEqual(Object.keys(SETTINGS).toSorted())
    expect(told.get('auth.pin_length')).toEqual({
      key: 'auth.pin_length',
      levels: ['company'],
      range: { kind: 'whole', min: 4, max: 8 },
      fallback: 6,
    })
    expect(told.get('auth.mfa_required')).toMatchObject({
      range: { kind: 'choice', values: ['super_admins', 'hq', 'all'] },
      fallback: 'hq',
    })
    expect(told.get('auth.badge_needs_pin')).toMatchObject({
      levels: ['company', 'store'],
      range: { kind: 'flag' },
      fallback: true,
    })
    expect(told.get('sales.max_total_minor')).toMatchObject({ range: { kind: 'limit' }, fallback: null })
  })

  test('is what is taken: both bounds of a number are saved, one beyond either is refused', async () => {
    for (const { key, levels, range } of await definitions()) {
      if (range.kind !== 'whole' || !levels.includes('company')) continue
      const statusOf = async (value: number) => (await save(key, { level: 'company', value })).status
      expect([key, await statusOf(range.min), await statusOf(range.max)]).toEqual([key, 200, 200])
      expect([key, await statusOf(range.min - 1), await statusOf(range.max + 1)]).toEqual([key, 400, 400])
    }
  })
})

test('tenders and reasons are listed as they are set up', async () => {
  const { body: tenders } = await owner.get<{ items: object[] }>('/tenders')
  expect(tenders.items).toMatchObject([
    { code: 'CASH', canGiveChange: true, roundingMinor: 5, roundingMode: 'half_up', isActive: true },
    { code: 'CARD', canGiveChange: false, roundingMinor: 1 },
  ])
  const { body: reasons } = await owner.get<{ items: object[] }>('/reason-codes')
  expect(reasons.items).toMatchObject([
    { kind: 'discount', code: 'DAMAGED' },
    { kind: 'return', code: 'DISLIKED', restock: 'resell' },
  ])
})
