import { actHash, actsOf, NO_LIMIT, type ApprovalAct } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { ApprovalRow, getSale, ResponseOf } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import type { HeadOffice, StoreServer } from '../../../test/head-office.ts'
import type { Made, Trader } from '../../../test/trader.ts'
import { openTradingOffice } from '../../../test/trading-office.ts'

let office: HeadOffice
let owner: Client
let server: StoreServer
let shop: Trader
let people: { cashier: string; manager: string }
beforeAll(async () => {
  ;({ office, server, shop } = await openTradingOffice())
  owner = await office.as('owner')
  await shop.push(shop.seriesOpened(shop.series), shop.shiftOpened())
  people = { cashier: await person('ana', 'pos_cashier'), manager: await person('diego', 'pos_manager') }
})
afterAll(() => office.close())

async function person(username: string, roleCode: string): Promise<string> {
  const displayName = username.slice(0, 1).toUpperCase() + username.slice(1)
  const { body } = await owner.post<{ id: string }>('/users', { username, displayName, locale: 'en' })
  await owner.post(`/users/${body.id}/roles`, { roleCode, storeId: server.storeId })
  return body.id
}

type Document = ResponseOf<typeof getSale>
const document = async ({ fact }: Made) => (await owner.get<Document>(`/sales/${fact.sale.id}`)).body

/** Consent to selling all of this for its total, with the events that tell of it. */
function consent(made: Made, change: object = {}) {
  const [act] = actsOf('sales.total-within-limit', made.fact, NO_LIMIT) as [ApprovalAct]
  const [id, at, actionHash] = [office.ids.next(), made.fact.sale.completedAt - 10_000, actHash(act, sha256)]
  const about = { id, storeId: server.storeId, actionHash }
  const asked = { requestedById: people.cashier, requestedAt: at, expiresAt: at + 120_000, reason: null }
  const request = { ...act, ...about, deviceId: null, ...asked }
  const given = { state: 'approved', deciderId: people.manager, method: 'pin', decidedAt: at + 5_000 }
  const decision = { ...about, ...given, ...change }
  return [shop.told('approval.requested', id, 1, request), shop.told('approval.decided', id, 2, decision)] as const
}

const applied = { verdict: 'applied' }
const sweater = [{ product: 1, pieces: 1 }]

describe('consent that a store tells of', () => {
  test('stands with the sale under both names, and counts as used', async () => {
    const made = shop.sale(sweater, { userId: people.cashier })
    expect(await shop.verdicts(...consent(made), made)).toEqual([applied, applied, applied])
    expect((await document(made)).approvals).toMatchObject([
      {
        action: 'sales.total-within-limit',
        amountMinor: made.fact.sale.totalMinor,
        state: 'used',
        requestedByName: 'Ana',
        approverName: 'Diego',
        method: 'pin',
      },
    ])
  })

  test('counts as used too when the sale came first', async () => {
    const made = shop.sale(sweater, { userId: people.cashier })
    const [requested, decided] = consent(made)
    expect(await shop.verdicts(made, requested, decided)).toEqual([applied, applied, applied])
    expect((await document(made)).approvals).toMatchObject([{ state: 'used' }])
  })

  test('is told as often as it likes and counts once', async () => {
    const made = shop.sale(sweater, { userId: people.cashier })
    const told = [...consent(made), made]
    await shop.verdicts(...told)
    expect(await shop.verdicts(...told)).toEqual(told.map(() => ({ verdict: 'duplicate' })))
    expect((await document(made)).approvals).toHaveLength(1)
  })

  test.each([
    ['of whoever asked', () => ({ deciderId: people.cashier }), 'APPROVAL_SELF'],
    ['of somebody unknown', () => ({ deciderId: office.ids.next() }), 'APPROVAL_INVALID'],
    ['for another act', () => ({ actionHash: 'f'.repeat(64) }), 'APPROVAL_INVALID'],
    ['that came too late', () => ({ decidedAt: office.clock.now() + 1_000_000 }), 'APPROVAL_EXPIRED'],
  ])('%s is kept as asked only, with a flag', async (_, change, code) => {
    const made = shop.sale(sweater, { userId: people.cashier })
    const [requested, decided] = consent(made, change())
    expect(await shop.verdicts(requested, decided, made)).toEqual([
      applied,
      { verdict: 'accepted_flagged', codes: [code] },
      applied,
    ])
    expect((await document(made)).approvals).toMatchObject([{ state: 'pending', approverName: null }])
  })

  test('is listed newest first, of one store or all, by state', async () => {
    type Page = { items: ApprovalRow[] }
    const list = async (query: string) => (await owner.get<Page>(`/approvals?${query}`)).body.items
    const used = await list('state=used&limit=200')
    expect(used.length).toBeGreaterThan(1)
    expect(used[0]).toMatchObject({ storeId: server.storeId, requestedByName: 'Ana', approverName: 'Diego' })
    expect(await list(`storeId=${office.company.otherStore}`)).toEqual([])
    expect(await list('limit=1')).toHaveLength(1)
    office.clock.advance(600_000)
    expect((await list('state=expired&limit=200')).length).toBeGreaterThan(0)
    expect(await list('state=pending')).toEqual([])
  })
})

test('nothing failed on the way', () => {
  expect(office.errors).toEqual([])
})
