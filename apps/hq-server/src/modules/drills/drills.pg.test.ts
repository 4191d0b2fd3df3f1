import type { DrillRecord, listDrills, ResponseOf } from '@pos/shared-types'
import type { Client } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'
import { Trader } from '../../../test/trader.ts'

let office: HeadOffice
let owner: Client
let server: StoreServer
let shop: Trader
let registerId: string
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  server = await office.storeServer(office.company.store)
  registerId = office.ids.next()
  await owner.put(`/registers/${registerId}`, { storeId: server.storeId, code: 'A1', name: 'Front', kind: 'till' })
  shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId })
})
afterAll(() => office.close())

const list = async (query = '') => (await owner.get<ResponseOf<typeof listDrills>>(`/drills${query}`)).body

async function drill(change: Partial<DrillRecord> = {}): Promise<DrillRecord> {
  const { userId } = (await owner.get<{ userId: string }>('/auth/me')).body
  const startedAt = office.clock.now()
  return {
    id: office.ids.next(),
    storeId: server.storeId,
    link: 'hq',
    startedAt,
    startedById: userId,
    endsAt: startedAt + 600_000,
    endedAt: startedAt + 60_000,
    endedBy: 'person',
    endedById: userId,
    findings: {
      sales: { count: 1, totals: [], registers: [{ registerId, count: 1 }], lastAt: startedAt + 1 },
      mostWaiting: 3,
      mostAtTills: 0,
      refused: [{ code: 'AUTH_TOTP_UNREACHABLE', count: 2 }],
      caughtUpMs: 400,
      stillWaiting: 0,
      tillsMissing: 0,
    },
    ...change,
  }
}
const tell = (record: DrillRecord) => shop.verdicts(shop.told('drill.finished', record.id, 1, record))

test('the report of a store is listed with the names of who began it and of its registers, and counts once', async () => {
  const first = await drill()
  expect(await tell(first)).toEqual([{ verdict: 'applied' }])
  expect(await tell({ ...first, link: 'both' })).toMatchObject([{ verdict: 'parked' }])
  office.clock.advance(1_000)
  const second = await drill({ link: 'store', endedBy: 'restart', endedById: null })
  await tell(second)
  const { items, registers, live } = await list()
  expect(items).toMatchObject([second, first])
  expect(items[0]?.startedByName).toEqual(expect.any(String))
  expect([registers, live]).toEqual([[{ id: registerId, name: 'Front' }], null])
  expect((await list('?limit=1')).items).toHaveLength(1)
  expect((await list(`?storeId=${office.company.otherStore}`)).items).toEqual([])
})

test('a store tells of its own drills only', async () => {
  const [verdict] = await tell(await drill({ storeId: office.company.otherStore }))
  expect(verdict).toMatchObject({ verdict: 'parked', codes: ['SYNC_NOT_YOURS'] })
})

test('nothing failed on the way', () => {
  expect(office.errors).toEqual([])
})
