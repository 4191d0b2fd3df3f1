import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let accountant: Client
beforeAll(async () => {
  office = await openHeadOffice()
  accountant = await office.as('accountant')
})
afterAll(() => office.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
type Rate = { id: string; code: string; rateBp: number | null; validFromOn: string }
type Taxes = { zones: { code: string }[]; rates: Rate[]; groups: { id: string; code: string; rates: object[] }[] }
const taxes = async () => (await accountant.get<Taxes>('/taxes')).body
const saveRate = (body: object) =>
  accountant.post<Rate & Problem>('/taxes/rates', {
    name: 'A tax',
    kind: 'percent',
    validFromOn: '2026-01-01',
    ...body,
  })

describe('a tax rate', () => {
  test.each([0, 0.01, 5, 887.5, 997.5, 1150, 99.99, 1.15, 100_000])(
    'of %d basis points comes back as it was given',
    async (rateBp) => {
      const code = `T${rateBp}`
      expect(await saveRate({ code, rateBp })).toMatchObject({ status: 201, body: { code, rateBp } })
      expect((await taxes()).rates).toContainEqual(expect.objectContaining({ code, rateBp, validFromOn: '2026-01-01' }))
    },
  )

  test('that has started is never changed: a new rate has a new start', async () => {
    await saveRate({ code: 'VAT', rateBp: 2000 })
    const before = await office.version()
    expect(await saveRate({ code: 'VAT', rateBp: 2100 })).toMatchObject({
      status: 409,
      body: { code: 'TAX_RATE_FIXED' },
    })
    expect(await office.version()).toBe(before)
    const next = await saveRate({ code: 'VAT', rateBp: 2100, validFromOn: '2027-01-01' })
    expect(next.status).toBe(201)
    expect(await office.changesSince(before)).toMatchObject([
      { entity: 'tax_rate', id: next.body.id, version: before + 1 },
    ])
    const rates = (await taxes()).rates.filter((rate) => rate.code === 'VAT')
    expect(rates.map((rate) => rate.rateBp)).toEqual([2000, 2100])
  })

  test('of two people at once is set by one', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((rateBp) => saveRate({ code: 'RACE', rateBp })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409])
  })

  test('may be an amount per unit', async () => {
    const saved = await saveRate({ code: 'CAN', kind: 'per_unit', amountMinor: 5 })
    expect(saved).toMatchObject({ status: 201, body: { rateBp: null, amountMinor: 5, perMilli: 1000 } })
  })

  test.each([
    ['has three decimals', { rateBp: 887.555 }],
    ['is negative', { rateBp: -1 }],
    ['is missing', {}],
    ['is an amount without one', { kind: 'per_unit' }],
    ['is an amount and a rate', { kind: 'per_unit', rateBp: 5 }],
    ['starts on a day that does not exist', { rateBp: 5, validFromOn: '2026-02-30' }],
  ])('is refused when it %s', async (_, change) => {
    expect((await saveRate({ code: 'WRONG', ...change })).status).toBe(400)
    expect((await taxes()).rates.map((rate) => rate.code)).not.toContain('WRONG')
  })
})

describe('a tax group', () => {
  const rate = (changes: object = {}) => ({
    taxZoneId: office.company.zone.us,
    taxRateCode: 'NYC',
    position: 1,
    isCompound: false,
    ...changes,
  })
  const saveGroup = (id: string, rates: object[], code = 'FOOD') =>
    accountant.put<Problem>(`/taxes/groups/${id}`, { code, name: 'Food', rates })

  test('carries its rates per region in order, and is replaced as a whole', async () => {
    const id = office.ids.next()
    const before = await office.version()
    await saveGroup(id, [rate(), rate({ position: 2, taxRateCode: 'PR', isCompound: true })])
    const rates = [rate({ taxZoneId: office.company.zone.pr, taxRateCode: 'PR' })]
    expect(await saveGroup(id, rates)).toMatchObject({ status: 200, body: { id, code: 'FOOD', rates } })
    expect((await taxes()).groups.find((group) => group.id === id)?.rates).toEqual(rates)
    expect(await office.changesSince(before)).toMatchObject([{ entity: 'tax_group', id, version: before + 2 }])
  })

  test('may carry nothing', async () => {
    expect(await saveGroup(office.ids.next(), [], 'ZERO')).toMatchObject({ status: 200, body: { rates: [] } })
  })

  test('has a code of its own, regions that exist, and each position once', async () => {
    const id = office.ids.next()
    expect(await saveGroup(id, [], 'STD')).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
    expect((await saveGroup(id, [rate({ taxZoneId: SOME_ID })], 'G1')).status).toBe(404)
    expect((await saveGroup(id, [rate(), rate({ taxRateCode: 'PR' })], 'G2')).status).toBe(400)
  })

  test('names rates that exist, or a sale would be taxed with nothing', async () => {
    expect((await saveGroup(office.ids.next(), [rate({ taxRateCode: 'NONE' })], 'G3')).status).toBe(404)
  })
})
