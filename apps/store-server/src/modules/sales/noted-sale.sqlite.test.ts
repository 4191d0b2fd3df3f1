import { readAuditChain } from '@pos/server-kit'
import type { getSale, ResponseOf, SaleSummary } from '@pos/shared-types'
import { TEST_TENANT, type Client } from '@pos/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REASON, REGISTER, TENDER, USER, variantOf, type ProductName } from '../../../test/catalogue.ts'
import { SellingTill } from '../../../test/selling-till.ts'
import { openShop, STORE_LINEAGE, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })
})
afterAll(() => shop.close())

const line = (product: ProductName, changes: object = {}) => ({
  variantId: variantOf(product),
  quantityMilli: 1000,
  ...changes,
})
const body = (...lines: object[]) => ({
  registerId: REGISTER.one,
  lines,
  payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 1_000_000 }],
})
const chain = () =>
  shop.store.database.unitOfWork.read(shop.ctx(), (tx) => readAuditChain(tx, TEST_TENANT, STORE_LINEAGE, 0, 1_000))

/** The entries that `act` leaves. */
async function noted(act: () => Promise<unknown>) {
  const before = (await chain()).length
  await act()
  return (await chain()).slice(before)
}
const sell = (...lines: object[]) => manager.post<SaleSummary>('/sales', body(...lines))

describe('of the sales of a store the log has', () => {
  test('none of an ordinary one, which pays nothing for it', async () => {
    expect(await noted(() => sell(line('apple'), line('sweater')))).toEqual([])
  })

  test('one entry of a sale with a discount and a price by hand, with both prices', async () => {
    const discount = { ratePpm: 100_000, reasonCodeId: REASON.damaged }
    const entries = await noted(() => sell(line('sweater', { priceMinor: 1800, discount }), line('apple')))
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      action: 'sales.price-override',
      entity: 'sales',
      userId: USER.manager,
      before: { prices: [{ priceMinor: 2000 }] },
      after: { parts: ['price-override', 'discount'], prices: [{ priceMinor: 1800 }], discountMinor: 180 },
    })
  })

  test('one of goods that come back, and none more when the same request comes again', async () => {
    const { body: sold } = await sell(line('sweater'))
    const { body: whole } = await manager.get<ResponseOf<typeof getSale>>(`/sales/${sold.id}`)
    const request = {
      registerId: REGISTER.one,
      originalSaleId: sold.id,
      lines: [{ originalLineId: whole.lines[0]?.id, quantityMilli: 1000, reasonCodeId: REASON.disliked }],
      refundTenderTypeId: TENDER.cash,
    }
    const entries = await noted(async () => {
      for (let times = 0; times < 3; times += 1) await manager.post('/sales/returns', request, 'return-once')
    })
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([['sales.return', 'ok']])
  })

  test('one when somebody may not, with the right he lacks, and nothing of the sale is there', async () => {
    const cashier = await shop.as('cashier')
    const entries = await noted(() => cashier.post('/sales', body(line('sweater', { priceMinor: 1 }))))
    expect(entries).toMatchObject([{ action: 'sales.complete', outcome: 'denied', userId: USER.cashier }])
  })

  test('one of what a till did, with his name who did it and when, however often it is pushed', async () => {
    const registerId = shop.ids.next()
    const ref = { tenantId: TEST_TENANT, revision: 1, createdAt: 0, updatedAt: 0, version: 1 }
    const register = { id: registerId, storeId: shop.ctx().storeId ?? '', code: 'T9', name: 'Till' }
    await shop.pull((tx) => tx.insert('registers', [{ ...ref, ...register, kind: 'till', status: 'active' }]))
    const device = await shop.till(registerId)
    const till = await SellingTill.on(shop, device, registerId)
    const plain = till.sale([{ product: 'sweater', pieces: 1, priceMinor: 2000 }])
    const back = plain.fact.lines[0]
    const returned = till.sale([{ product: 'sweater', pieces: -1, priceMinor: 2000, ...(back && { back }) }])
    const soldAt = shop.clock.now()
    shop.clock.advance(60_000)
    const entries = await noted(async () => {
      await till.push(plain, returned)
      await till.push(plain, returned)
    })
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      action: 'sales.return',
      userId: returned.fact.sale.userId,
      deviceId: device.deviceId,
      occurredAt: soldAt,
    })
    const [row] = await shop.rows<{ receivedAt: number }>(
      'select received_at as receivedAt from audit_logs order by seq desc limit 1',
    )
    expect(row?.receivedAt).toBe(soldAt + 60_000)
  })
})
