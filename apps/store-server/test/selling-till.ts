import {
  actHash,
  addTotals,
  genesisOf,
  makeSaleFact,
  priceCart,
  sealSale,
  sealShift,
  settle,
  totalsOf,
  type ApprovalAct,
  type CartLine,
  type SaleHeader,
  type SaleLineDetails,
  type Tender,
  type TenderType,
} from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type {
  PushEvent,
  PushReply,
  SaleFact,
  SaleLineRecord,
  ShiftClosedFact,
  ShiftOpenedFact,
  ShiftTotalRecord,
} from '@pos/shared-types'
import { TEST_STORE } from '@pos/testing'
import { TENDER, USER, variantOf, type ProductName } from './catalogue.ts'
import type { Shop, TillDevice } from './shop.ts'

type Line = {
  readonly product: ProductName
  readonly pieces: number
  readonly priceMinor: number
  readonly back?: SaleLineRecord
  /** Taken off by hand. */
  readonly offPpm?: number
}
type Lease = {
  series: { id: string; code: string; document: string }[]
  lastZNumber: number
  registerCode: string
  storeCode: string
}
export type Consented = { readonly id: string; readonly events: readonly PushEvent[] }
export type Made = { readonly fact: SaleFact; readonly event: PushEvent }

const RATE = { kind: 'percent', ratePpm: 88_750, isCompound: false, amountMinor: null, perMilli: null } as const
const TENDERS: readonly TenderType[] = (
  [
    { id: TENDER.cash, name: 'Cash', kind: 'cash', canGiveChange: true, roundingMinor: 5 },
    { id: TENDER.card, name: 'Card', kind: 'card', canGiveChange: false, roundingMinor: 1 },
  ] as const
).map((tender) => ({ ...tender, currency: null, canRefund: true, isActive: true, roundingMode: 'half_up' }))

/** A till that sells by itself on a leased register: it makes events, and a test pushes them in the order it likes. */
export class SellingTill {
  readonly #shop: Shop
  readonly #device: TillDevice
  readonly #registerId: string
  readonly #lease: Lease
  readonly lineage: string
  #seq = 0
  #number = 0
  #prevHash: string
  #shift: ShiftOpenedFact['shift'] | undefined
  #totals: readonly ShiftTotalRecord[] = []

  private constructor(shop: Shop, device: TillDevice, registerId: string, lineage: string, lease: Lease) {
    this.#shop = shop
    this.#device = device
    this.#registerId = registerId
    this.#lease = lease
    this.lineage = lineage
    this.#prevHash = genesisOf({ registerId, id: this.seriesOf('sale').id }, sha256)
  }

  /** Takes the register and opens its shift at the store. */
  static async on(shop: Shop, device: TillDevice, registerId: string): Promise<SellingTill> {
    const lineage = shop.ids.next()
    const { status, body } = await device.peer.post<Lease>(`/registers/${registerId}/lease`, { lineage, tab: 'tab' })
    if (status !== 200) throw new Error(`the register is not free: ${JSON.stringify(body)}`)
    const till = new SellingTill(shop, device, registerId, lineage, body)
    await till.push(till.shiftOpened())
    return till
  }

  seriesOf(document: 'sale' | 'z') {
    const series = this.#lease.series.find((each) => each.document === document)
    if (!series) throw new Error(`the lease gave no series for ${document}`)
    return series
  }

  get shift(): ShiftOpenedFact['shift'] {
    if (!this.#shift) throw new Error('no shift was opened')
    return this.#shift
  }

  async push(...made: readonly (PushEvent | Made)[]): Promise<object[]> {
    const events = made.map((each) => ('event' in each ? each.event : each))
    const { body } = await this.#device.peer.send<PushReply>('POST', '/sync/v1/push', { lineage: this.lineage, events })
    return body.verdicts.map(({ eventId: _, ...verdict }) => verdict)
  }

  shiftOpened(): PushEvent {
    const { ids, clock } = this.#shop
    const common = { storeId: TEST_STORE, businessOn: '2026-03-02', deviceId: this.#device.deviceId }
    const shift: ShiftOpenedFact['shift'] = {
      ...common,
      id: ids.next(),
      registerId: this.#registerId,
      lineage: this.lineage,
      zNumber: this.#lease.lastZNumber + 1,
      timeZone: 'America/New_York',
      state: 'open',
      openedAt: clock.now(),
      openedById: USER.cashier,
      closedAt: null,
      closedById: null,
      differenceReasonId: null,
      lastSaleNumber: null,
    }
    this.#shift = shift
    const eventId = ids.next()
    const money = { kind: 'float', currency: 'USD', amountMinor: 5_000, reasonCodeId: null, note: null } as const
    const act = { eventId, lineNo: 1, occurredAt: clock.now(), userId: USER.cashier, shiftId: shift.id }
    const fact: ShiftOpenedFact = { shift, float: { ...common, ...act, ...money, id: ids.next() } }
    const place = { type: 'shift.opened', aggregateType: 'shift', aggregateId: shift.id, aggregateSeq: 1 }
    return this.#event({ ...place, eventId, payload: JSON.stringify(fact) })
  }

  /** The same opening as the register's shift number `zNumber`. */
  renumbered(event: PushEvent, zNumber: number): PushEvent {
    const fact: ShiftOpenedFact = JSON.parse(event.payload)
    this.#shift = { ...fact.shift, zNumber }
    const payload = JSON.stringify({ ...fact, shift: this.#shift })
    return { ...event, payload, sha256: sha256(payload) }
  }

  /** `missingMinor` is taken off the sales it says it made. */
  shiftClosed(missingMinor = 0): { readonly fact: ShiftClosedFact; readonly event: PushEvent } {
    const { ids, clock } = this.#shop
    const eventId = ids.next()
    const series = this.seriesOf('z')
    const fact = sealShift({
      shift: this.shift,
      counts: [],
      totals: this.#totals.map((total) =>
        total.metric === 'sales' ? { ...total, amountMinor: total.amountMinor - missingMinor } : total,
      ),
      lastSaleNumber: this.#number,
      differenceReasonId: null,
      closedAt: clock.now(),
      closedById: USER.cashier,
      series: {
        id: series.id,
        storeCode: this.#lease.storeCode,
        registerCode: this.#lease.registerCode,
        code: series.code,
        number: 1,
        prevHash: genesisOf({ registerId: this.#registerId, id: series.id }, sha256),
      },
      zId: ids.next(),
      eventId,
      sha256,
    })
    const place = { type: 'shift.closed', aggregateType: 'shift', aggregateId: this.shift.id, aggregateSeq: 2 }
    return { fact, event: this.#event({ ...place, eventId, payload: JSON.stringify(fact) }) }
  }

  /** `tamper` changes the finished fact, which is then sealed again. */
  sale(lines: readonly Line[], tamper?: (fact: SaleFact) => SaleFact, header: Partial<SaleHeader> = {}): Made {
    const { ids } = this.#shop
    const pricing = { isTaxIncluded: false, taxRounding: 'line', exemption: null } as const
    const priced = priceCart({ lines: lines.map(cartLine), discounts: [] }, pricing)
    const { totalMinor } = priced
    const tender: Tender = {
      tenderTypeId: TENDER.cash,
      tenderedMinor: totalMinor < 0 ? Math.round(totalMinor / 5) * 5 : 100_000,
    }
    this.#number += 1
    const series = this.seriesOf('sale')
    const made = makeSaleFact({
      header: { ...this.#header(), ...header },
      priced,
      lines: lines.map((line) => this.#details(line)),
      settlement: settle({ totalMinor, currency: 'USD' }, [tender], TENDERS),
      series: {
        id: series.id,
        storeCode: this.#lease.storeCode,
        registerCode: this.#lease.registerCode,
        code: series.code,
        number: this.#number,
        prevHash: this.#prevHash,
      },
      nextId: () => ids.next(),
      sha256,
    })
    const fact = tamper ? sealSale(tamper(made), made.sale.prevHash, sha256) : made
    this.#prevHash = fact.sale.hash
    this.#totals = addTotals(this.#totals, totalsOf(fact))
    const { id: aggregateId, eventId } = fact.sale
    const place = { type: 'sale.completed', aggregateType: 'sale', aggregateId, aggregateSeq: 1, eventId }
    return { fact, event: this.#event({ ...place, payload: JSON.stringify(fact, null, 1) }) }
  }

  /** What a till tells of consent to an act of a sale: asked and given ten seconds ago, unless changed. */
  consent(act: ApprovalAct, change: { request?: object; decision?: object } = {}): Consented {
    const { ids, clock } = this.#shop
    const [id, actionHash, requestedAt] = [ids.next(), actHash(act, sha256), clock.now() - 10_000]
    const about = { id, storeId: TEST_STORE, actionHash }
    const asked = { requestedById: USER.cashier, requestedAt, expiresAt: requestedAt + 120_000, reason: null }
    const request = { ...act, ...about, deviceId: this.#device.deviceId, ...asked, ...change.request }
    const given = { state: 'approved', deciderId: USER.manager, method: 'pin', decidedAt: requestedAt + 5_000 }
    const decision = { ...about, ...given, ...change.decision }
    const place = { aggregateType: 'approval', aggregateId: id }
    const event = (type: string, aggregateSeq: number, fact: object) =>
      this.#event({ ...place, type, aggregateSeq, eventId: ids.next(), payload: JSON.stringify(fact) })
    return { id, events: [event('approval.requested', 1, request), event('approval.decided', 2, decision)] }
  }

  #event(
    act: Pick<PushEvent, 'type' | 'aggregateType' | 'aggregateId' | 'aggregateSeq' | 'eventId' | 'payload'>,
  ): PushEvent {
    this.#seq += 1
    const time = { hlc: '1', wallTime: this.#shop.clock.now(), catalogueVersion: 1 }
    return { ...act, ...time, seq: this.#seq, schema: 1, sha256: sha256(act.payload) }
  }

  #header(): SaleHeader {
    const { ids, clock } = this.#shop
    return {
      id: ids.next(),
      storeId: TEST_STORE,
      eventId: ids.next(),
      businessOn: this.shift.businessOn,
      deviceId: this.#device.deviceId,
      userId: USER.cashier,
      registerId: this.#registerId,
      shiftId: this.shift.id,
      capture: 'offline',
      customerId: null,
      customerName: null,
      salesRepId: null,
      currency: 'USD',
      priceListId: TEST_STORE,
      isTaxIncluded: false,
      timeZone: 'America/New_York',
      startedAt: clock.now(),
      completedAt: clock.now(),
      taxExemptionId: null,
      catalogueVersion: 1,
      appVersion: '0',
      clockState: 'ok',
      hlc: '1',
      note: null,
    }
  }

  #details({ product, priceMinor, pieces, back }: Line): SaleLineDetails {
    const sku = product.toUpperCase()
    return {
      id: this.#shop.ids.next(),
      kind: 'goods',
      parentLineId: null,
      productId: null,
      variantId: variantOf(product),
      sku,
      barcode: null,
      name: product,
      departmentId: null,
      unitCode: 'ea',
      weightSource: 'none',
      listPriceMinor: priceMinor,
      priceSource: back ? 'original' : 'list',
      overrideReasonId: null,
      approvalId: null,
      originalLineId: back?.id ?? null,
      originalStoreId: back?.storeId ?? null,
      returnReasonId: null,
      restock: pieces < 0 ? 'resell' : null,
    }
  }
}

function cartLine({ priceMinor, pieces, offPpm }: Line): CartLine {
  const origin = {
    source: 'line',
    reasonCodeId: null,
    approvalId: null,
    userId: USER.cashier,
    amountMinor: null,
  } as const
  return {
    priceMinor,
    perMilli: 1000,
    quantityMilli: pieces * 1000,
    taxGroup: { id: TEST_STORE, rates: [{ ...RATE, id: TEST_STORE, code: 'NYC', name: 'Sales tax' }] },
    isDiscountable: true,
    discounts: offPpm === undefined ? [] : [{ ...origin, ratePpm: offPpm }],
    copy: null,
  }
}
