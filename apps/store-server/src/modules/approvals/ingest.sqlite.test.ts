import { actsOf, NO_LIMIT, type ApprovalAct } from '@pos/domain'
import type { getSale, ResponseOf, SaleFact } from '@pos/shared-types'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { sayWhoApproves } from '../../../test/approval-policies.ts'
import { USER } from '../../../test/catalogue.ts'
import { SellingTill, type Consented, type Made } from '../../../test/selling-till.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let manager: Client
let till: SellingTill
beforeAll(async () => {
  shop = await openShop()
  manager = await shop.as('manager')
})
afterAll(() => shop.close())

/** Every test sells on a register of its own. */
let registers = 0
beforeEach(async () => {
  registers += 1
  const registerId = shop.ids.next()
  const ref = { tenantId: shop.ctx().tenantId, revision: 1, createdAt: 0, updatedAt: 0, version: 1 }
  const register = { id: registerId, storeId: shop.ctx().storeId ?? '', code: `A${registers}`, name: 'Till' }
  await shop.pull((tx) => tx.insert('registers', [{ ...ref, ...register, kind: 'till', status: 'active' }]))
  till = await SellingTill.on(shop, await shop.till(registerId), registerId)
})

const applied = { verdict: 'applied' }
const flagged = (...codes: string[]) => ({ verdict: 'accepted_flagged', codes })
type Document = ResponseOf<typeof getSale>
const document = async ({ fact }: Made) => (await manager.get<Document>(`/sales/${fact.sale.id}`)).body

type Change = NonNullable<Parameters<SellingTill['consent']>[1]>

/**
 * A sweater of 20.00 with `offPpm` taken off, naming the consent that `consentTo` gives to it. Nothing is pushed yet: the
 * consent was given before the sale was completed.
 */
function sell(
  consentTo: (act: ApprovalAct) => Pick<Consented, 'id' | 'events'>[] = () => [],
  offPpm = 300_000,
  header = {},
) {
  let consents: Pick<Consented, 'id' | 'events'>[] = []
  const made = till.sale(
    [{ product: 'sweater', pieces: 1, priceMinor: 2000, offPpm }],
    (fact) => {
      const [act] = actsOf('sales.discount-within-limit', fact, NO_LIMIT)
      consents = consentTo(act as ApprovalAct)
      const approvalId = consents.at(-1)?.id ?? null
      return { ...fact, discounts: fact.discounts.map((row) => ({ ...row, approvalId })) }
    },
    header,
  )
  return { made, consents, push: () => till.push(...consents.flatMap(({ events }) => events), made) }
}

const stateOf = async (id: string) =>
  (await shop.rows<object>('select state, approver_id as approver from approvals where id = ?', id))[0]

describe('a discount above the limit that arrives from a till', () => {
  test('stands without a flag when another person consented to exactly it, and the consent is used', async () => {
    const { made, consents, push } = sell((act) => [till.consent(act)])
    const [consent] = consents as [Consented]
    expect(await push()).toEqual([applied, applied, applied])
    expect(await document(made)).toMatchObject({
      flags: [],
      approvals: [
        {
          id: consent.id,
          state: 'used',
          amountMinor: 600,
          ratePpm: 300_000,
          requestedById: USER.cashier,
          approverId: USER.manager,
          method: 'pin',
        },
      ],
    })
    const [used] = await shop.rows('select used_event_id as event from approvals where id = ?', consent.id)
    expect(used).toEqual({ event: made.fact.sale.eventId })
  })

  test('goes up behind its consent, under the till’s own events', async () => {
    const { made, consents, push } = sell((act) => [till.consent(act)])
    await push()
    const [asked, decided] = consents[0]!.events
    const sent = (await shop.outbox()).slice(-3).map(({ eventId, type }) => [eventId, type])
    expect(sent).toEqual([
      [asked!.eventId, 'approval.requested'],
      [decided!.eventId, 'approval.decided'],
      [made.fact.sale.eventId, 'sale.completed'],
    ])
  })

  test('is flagged without consent', async () => {
    expect(await sell().push()).toEqual([flagged('SALE_DISCOUNT_TOO_HIGH')])
  })

  test('is flagged when it shows the consent to another sale', async () => {
    const first = sell((act) => [till.consent(act)])
    expect(await first.push()).toEqual([applied, applied, applied])
    const replay = sell(() => [{ id: first.consents[0]!.id, events: [] }])
    expect(await replay.push()).toEqual([flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH')])
  })

  test.each([
    ['other rate', { ratePpm: 310_000 }],
    ['other amount', { amountMinor: 500 }],
    ['other line', { partId: '00000000-0000-7000-8000-00000000dead' }],
    ['other quantity', { quantityMilli: 2000 }],
    ['other action', { action: 'pos:discount_cart' as const }],
  ])('is flagged when the consent was to an%s', async (_, change) => {
    const { consents, push } = sell((act) => [till.consent({ ...act, ...change })])
    expect(await push()).toEqual([applied, applied, flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH')])
    expect(await stateOf(consents[0]!.id)).toEqual({ state: 'approved', approver: USER.manager })
  })

  test.each<[string, Change, string]>([
    ['of whoever asked', { decision: { deciderId: USER.cashier } }, 'APPROVAL_SELF'],
    ['of somebody without the right', { decision: { deciderId: USER.leaver } }, 'APPROVAL_INVALID'],
    ['of another store’s manager', { decision: { deciderId: USER.stranger } }, 'APPROVAL_INVALID'],
    ['of nobody known', { decision: { deciderId: '00000000-0000-7000-8000-00000000dead' } }, 'APPROVAL_INVALID'],
    ['that lasted longer than two minutes', { request: { expiresAt: 8_000_000_000_000 } }, 'APPROVAL_EXPIRED'],
    ['whose words were altered after it was given', { request: { amountMinor: 1 } }, 'APPROVAL_INVALID'],
    ['that claims to come from another place', { decision: { method: 'remote' } }, 'APPROVAL_INVALID'],
    ['whose decision is for another act', { decision: { actionHash: 'f'.repeat(64) } }, 'APPROVAL_INVALID'],
  ])('is flagged with consent %s, which is not kept as such', async (_, change, code) => {
    const { consents, push } = sell((act) => [till.consent(act, change)])
    expect(await push()).toEqual([applied, flagged(code), flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH')])
    expect(await stateOf(consents[0]!.id)).toEqual({ state: 'pending', approver: null })
  })

  test('is flagged with consent that came too late', async () => {
    const at = shop.clock.now() - 300_000
    const late = { request: { requestedAt: at, expiresAt: at + 120_000 }, decision: { decidedAt: at + 120_001 } }
    expect(await sell((act) => [till.consent(act, late)]).push()).toEqual([
      applied,
      flagged('APPROVAL_EXPIRED'),
      flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH'),
    ])
  })

  test('is flagged with consent of the person who sold it in the end', async () => {
    const asked = { request: { requestedById: USER.clerk }, decision: { deciderId: USER.manager } }
    const header = { userId: USER.manager }
    const { push } = sell((act) => [till.consent(act, asked)], 300_000, header)
    expect(await push()).toEqual([applied, applied, flagged('APPROVAL_SELF', 'SALE_DISCOUNT_TOO_HIGH')])
  })

  test('stands when consent was asked for twice, because it was changed and changed back: the last is used', async () => {
    const { made, push } = sell((act) => [till.consent(act), till.consent(act)])
    expect(await push()).toEqual(Array.from({ length: 5 }, () => applied))
    expect((await document(made)).approvals.map(({ state }) => state).toSorted()).toEqual(['approved', 'used'])
  })

  test('is let through by consent to any rate, and by no other', async () => {
    const rates = fc.integer({ min: 210_000, max: 900_000 })
    await fc.assert(
      fc.asyncProperty(rates, rates, async (rate, other) => {
        const { push } = sell(
          (act) => [till.consent({ ...act, ratePpm: other, amountMinor: Math.round(other / 500) })],
          rate,
        )
        expect((await push()).at(-1)).toEqual(
          rate === other ? applied : flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH'),
        )
      }),
      { numRuns: 12, examples: [[300_000, 300_000]] },
    )
  })
})

describe('consent from the back office', () => {
  /** A sweater with 30 % off, whose act the cashier asks about at the store server. */
  async function sellAsked() {
    await sayWhoApproves(shop, { action: '*', canBeRemote: true })
    const [saleId, lineId] = [shop.ids.next(), shop.ids.next()]
    const act = {
      action: 'sales.discount-within-limit',
      subjectType: 'sale',
      subjectId: saleId,
      partId: lineId,
      quantityMilli: 1000,
      amountMinor: 600,
      ratePpm: 300_000,
    }
    const cashier = await shop.as('cashier')
    const { body } = await cashier.post<{ items: { id: string }[] }>('/approvals', { acts: [{ act, reason: null }] })
    const [{ id: approvalId }] = body.items as [{ id: string }]
    const sellIt = () =>
      till.sale(
        [{ product: 'sweater', pieces: 1, priceMinor: 2000, offPpm: 300_000 }],
        (fact) => {
          const named: SaleFact = JSON.parse(JSON.stringify(fact).replaceAll(fact.lines[0]?.id ?? '', lineId))
          return { ...named, discounts: named.discounts.map((row) => ({ ...row, approvalId })) }
        },
        { id: saleId },
      )
    return { approvalId, sellIt }
  }
  const decide = (id: string, isApproved: boolean) => manager.post(`/approvals/${id}/decide`, { isApproved })

  test('is named by the sale of a till and used once, and head office is told it once', async () => {
    const { approvalId, sellIt } = await sellAsked()
    await decide(approvalId, true)
    const made = sellIt()
    expect(await till.push(made)).toEqual([applied])
    expect(await document(made)).toMatchObject({
      flags: [],
      approvals: [
        { id: approvalId, state: 'used', requestedById: USER.cashier, approverId: USER.manager, method: 'remote' },
      ],
    })
    const told = (await shop.outbox()).filter(({ payload }) => payload.includes(approvalId)).map(({ type }) => type)
    expect(told).toEqual(['approval.requested', 'approval.decided', 'sale.completed'])
  })

  test('that was refused or never given is none', async () => {
    const refused = await sellAsked()
    await decide(refused.approvalId, false)
    expect(await till.push(refused.sellIt())).toEqual([flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH')])
    const pending = await sellAsked()
    expect(await till.push(pending.sellIt())).toEqual([flagged('APPROVAL_INVALID', 'SALE_DISCOUNT_TOO_HIGH')])
  })
})

describe('the audit', () => {
  const entriesOf = (id: string) =>
    shop.rows<object>(
      `select action, outcome, user_id as asked, approver_id as decided from audit_logs where entity_id = ?`,
      id,
    )

  test('names whoever asked and whoever consented, once', async () => {
    const { made, consents, push } = sell((act) => [till.consent(act)])
    await push()
    await push()
    const names = { outcome: 'ok', asked: USER.cashier, decided: USER.manager }
    expect(await entriesOf(consents[0]!.id)).toEqual([{ action: 'approvals.decide', ...names }])
    expect(await entriesOf(made.fact.sale.id)).toEqual([{ action: 'sales.discount', ...names }])
  })

  test('names who tried to consent to what he asked for himself', async () => {
    const { consents, push } = sell((act) => [till.consent(act, { decision: { deciderId: USER.cashier } })])
    await push()
    expect(await entriesOf(consents[0]!.id)).toEqual([
      { action: 'approvals.decide', outcome: 'denied', asked: USER.cashier, decided: USER.cashier },
    ])
  })
})
