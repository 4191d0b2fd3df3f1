import {
  genesisOf,
  makeSaleFact,
  priceCart,
  returnLines,
  sealShift,
  settle,
  totalsOf,
  addTotals,
  type CartLine,
  type SaleHeader,
  type SaleLineDetails,
  type Tender,
} from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type {
  DeviceRecord,
  OpeningStockFact,
  PushBatch,
  PushEvent,
  PushReply,
  Redemption,
  SaleFact,
  SaleFlagRecord,
  SeriesRecord,
  ShiftClosedFact,
  ShiftOpenedFact,
  ShiftTotalRecord,
  StockMovementRecord,
} from '@pos/shared-types'
import { wrapFact } from '@pos/sync-engine'
import type { HeadOffice, StoreServer } from './head-office.ts'
import type { Reply } from '@pos/testing'
import { cartLine, lineDetails, productAt, tenderTypes } from './trader-goods.ts'

type Place = { readonly storeCode: string; readonly timeZone: string; readonly registerId: string }
type Line = { readonly product: number; readonly pieces: number }
export type Made = { readonly fact: SaleFact; readonly event: PushEvent }

const CURRENCY = 'USD'

/**
 * A store that trades: it makes the events a store server would push, on one register, with chain, stock and shifts of
 * its own. What it makes it does not send; a test sends it, in the order it likes.
 */
export class Trader {
  readonly #office: HeadOffice
  readonly #server: StoreServer
  readonly #place: Place
  readonly lineage: string
  readonly series: SeriesRecord
  readonly zSeries: SeriesRecord
  #seq = 0
  #number = 0
  #prevHash: string
  #z = 0
  #prevZHash: string
  #movements = 0
  #levels = new Map<string, number>()
  #totals: ShiftTotalRecord[] = []
  #shift: ShiftOpenedFact['shift'] | undefined

  constructor(office: HeadOffice, server: StoreServer, place: Place) {
    this.#office = office
    this.#server = server
    this.#place = place
    this.lineage = office.ids.next()
    this.series = this.#newSeries('sale', 'a')
    this.zSeries = this.#newSeries('z', 'b')
    this.#prevHash = genesisOf({ registerId: place.registerId, id: this.series.id }, sha256)
    this.#prevZHash = genesisOf({ registerId: place.registerId, id: this.zSeries.id }, sha256)
  }

  push(...made: readonly (PushEvent | Made)[]): Promise<Reply<PushReply>> {
    return this.pushBefore(undefined, ...made)
  }

  /** A push that says how many events wait behind it, and since when. */
  pushBefore(
    behind: Pick<PushBatch, 'pending' | 'oldestPendingAt'> | undefined,
    ...made: readonly (PushEvent | Made)[]
  ): Promise<Reply<PushReply>> {
    const events = made.map((each) => ('event' in each ? each.event : each))
    return this.#server.peer.send<PushReply>('POST', '/sync/v1/push', { lineage: this.lineage, events, ...behind })
  }

  /** The verdicts of a push, without their ids. */
  async verdicts(...made: readonly (PushEvent | Made)[]): Promise<object[]> {
    const { body } = await this.push(...made)
    return body.verdicts.map(({ eventId: _, ...verdict }) => verdict)
  }

  /** What a till has told of something else, as it goes up. */
  told(type: string, aggregateId: string, aggregateSeq: number, fact: object): PushEvent {
    const [aggregateType = ''] = type.split('.')
    return this.#event(type, aggregateType, aggregateId, aggregateSeq, JSON.stringify(fact))
  }

  seriesOpened(series: SeriesRecord): PushEvent {
    return this.#event('series.opened', 'series', series.id, 1, JSON.stringify(series))
  }

  /** A till of the store as it stands; `step` counts what was told of it. */
  deviceChanged(device: DeviceRecord, step: number): PushEvent {
    return this.#event('device.changed', 'device', device.id, step, JSON.stringify(device))
  }

  shiftOpened(businessOn = '2026-03-02', changes: Partial<ShiftOpenedFact['shift']> = {}): PushEvent {
    const { ids, clock } = this.#office
    const { registerId, timeZone } = this.#place
    this.#z += 1
    this.#totals = []
    const shift: ShiftOpenedFact['shift'] = {
      id: ids.next(),
      storeId: this.#server.storeId,
      registerId,
      deviceId: null,
      lineage: this.lineage,
      zNumber: this.#z,
      businessOn,
      timeZone,
      state: 'open',
      openedAt: clock.now(),
      openedById: null,
      closedAt: null,
      closedById: null,
      differenceReasonId: null,
      lastSaleNumber: null,
      ...changes,
    }
    this.#shift = shift
    const eventId = ids.next()
    const who = { storeId: shift.storeId, eventId, deviceId: null, userId: null }
    const float: ShiftOpenedFact['float'] = {
      ...who,
      id: ids.next(),
      lineNo: 1,
      occurredAt: clock.now(),
      businessOn,
      shiftId: shift.id,
      kind: 'float',
      currency: CURRENCY,
      amountMinor: 10_000,
      reasonCodeId: null,
      note: null,
    }
    const fact: ShiftOpenedFact = { shift, float }
    return this.#event('shift.opened', 'shift', shift.id, 1, JSON.stringify(fact), eventId)
  }

  get shift(): ShiftOpenedFact['shift'] {
    if (!this.#shift) throw new Error('no shift was opened')
    return this.#shift
  }

  /** Closes the shift with its drawer counted right. */
  shiftClosed(): { readonly fact: ShiftClosedFact; readonly event: PushEvent } {
    const { ids, clock, company } = this.#office
    const eventId = ids.next()
    const counted = {
      id: ids.next(),
      shiftId: this.shift.id,
      attempt: 1,
      tenderTypeId: company.cash,
      currency: CURRENCY,
      countedMinor: 10_000,
      expectedMinor: 10_000,
      differenceMinor: 0,
      isBlind: true,
      countedById: null,
      countedAt: clock.now(),
    }
    const fact = sealShift({
      shift: { ...this.shift, state: 'closing' },
      counts: [counted],
      totals: this.#totals,
      lastSaleNumber: this.#number,
      differenceReasonId: null,
      closedAt: clock.now(),
      closedById: null,
      series: {
        id: this.zSeries.id,
        storeCode: this.#place.storeCode,
        registerCode: 'R1',
        code: 'a',
        number: this.#z,
        prevHash: this.#prevZHash,
      },
      zId: ids.next(),
      eventId,
      sha256,
    })
    this.#prevZHash = fact.z.hash
    return { fact, event: this.#event('shift.closed', 'shift', this.shift.id, 2, JSON.stringify(fact), eventId) }
  }

  /** `tamper` changes the finished fact, which keeps its seal. */
  sale(
    lines: readonly Line[],
    header: Partial<SaleHeader> = {},
    tamper: (fact: SaleFact) => SaleFact = (fact) => fact,
    redemptions: readonly Redemption[] = [],
  ): Made {
    const { company } = this.#office
    const cart = lines.map(({ product, pieces }) => cartLine(company, product, pieces))
    const details = lines.map(({ product }) => lineDetails(this.#office, product))
    const cash = { tenderTypeId: company.cash, tenderedMinor: 100_000 }
    return this.#make(cart, details, header, tamper, [cash], redemptions)
  }

  /** Takes `pieces` of the first line of a sale back, whatever came back before. */
  returnOf({ fact: original }: Made, pieces: number, header: Partial<SaleHeader> = {}): Made {
    const line = original.lines[0]
    if (!line) throw new Error('the sale has no line')
    const [back] = returnLines(original, new Map(), [{ lineId: line.id, quantityMilli: pieces * 1000 }])
    if (!back) throw new Error('nothing comes back')
    const product = this.#office.company.products.findIndex((each) => each.variantId === line.variantId) + 1
    const details: SaleLineDetails = {
      ...lineDetails(this.#office, product),
      priceSource: 'original',
      taxGroupId: line.taxGroupId,
      originalLineId: line.id,
      originalStoreId: line.storeId,
      restock: 'resell',
    }
    const { totalMinor } = back.copy
    return this.#make([back], [details], header, (fact) => fact, [
      { tenderTypeId: this.#office.company.card, tenderedMinor: totalMinor },
    ])
  }

  /** An event with the store's flags and movements around other bytes of a fact. */
  rewrapped(
    fact: SaleFact,
    flags: readonly SaleFlagRecord[] = [],
    movements: readonly StockMovementRecord[] = [],
    redemptions: readonly Redemption[] = [],
  ): PushEvent {
    const made = { movements, flags, ...(redemptions.length > 0 && { redemptions }) }
    const payload = wrapFact(JSON.stringify(fact), made)
    return this.#event('sale.completed', 'sale', fact.sale.id, 1, payload, fact.sale.eventId)
  }

  openingStock(...pieces: readonly Line[]): PushEvent {
    const { ids } = this.#office
    const documentId = ids.next()
    const eventId = ids.next()
    const movements = pieces.map(({ product, pieces: count }, index) =>
      this.#movement('opening', product, count * 1000, {
        eventId,
        lineNo: index + 1,
        sourceId: documentId,
        sourceLineId: ids.next(),
      }),
    )
    const fact: OpeningStockFact = { documentId, storeId: this.#server.storeId, kind: 'opening', movements }
    const payload = JSON.stringify(fact)
    return this.#event('stock_adjustment.posted', 'stock_adjustment', documentId, 1, payload, eventId)
  }

  #make(
    cart: readonly CartLine[],
    details: readonly SaleLineDetails[],
    header: Partial<SaleHeader>,
    tamper: (fact: SaleFact) => SaleFact,
    tenders: readonly Tender[],
    redemptions: readonly Redemption[] = [],
  ): Made {
    const { ids, company } = this.#office
    const pricing = { isTaxIncluded: false, taxRounding: 'line', exemption: null } as const
    const priced = priceCart({ lines: cart, discounts: [] }, pricing)
    this.#number += 1
    const series = {
      id: this.series.id,
      storeCode: this.#place.storeCode,
      registerCode: 'R1',
      code: 'a',
      number: this.#number,
      prevHash: this.#prevHash,
    }
    const made = makeSaleFact({
      header: { ...this.#header(), ...header },
      priced,
      lines: details,
      settlement: settle({ totalMinor: priced.totalMinor, currency: CURRENCY }, tenders, tenderTypes(company)),
      series,
      nextId: () => ids.next(),
      sha256,
    })
    this.#prevHash = made.sale.hash
    this.#totals = addTotals(this.#totals, totalsOf(made))
    const fact = tamper(made)
    const movements = fact.lines.map((line) => {
      const product = company.products.findIndex((each) => each.code === line.sku) + 1 || 1
      const source = { eventId: fact.sale.eventId, lineNo: line.lineNo, sourceId: fact.sale.id, sourceLineId: line.id }
      return this.#movement(line.quantityMilli < 0 ? 'return' : 'sale', product, -line.quantityMilli, source)
    })
    return { fact, event: this.rewrapped(fact, [], movements, redemptions) }
  }

  #header(): SaleHeader {
    const { ids, clock, company } = this.#office
    const { registerId, timeZone } = this.#place
    const { id: shiftId, businessOn } = this.shift
    return {
      id: ids.next(),
      storeId: this.#server.storeId,
      eventId: ids.next(),
      businessOn,
      deviceId: null,
      userId: null,
      registerId,
      shiftId,
      capture: 'online',
      customerId: null,
      customerName: null,
      salesRepId: null,
      currency: CURRENCY,
      priceListId: company.priceList,
      isTaxIncluded: false,
      timeZone,
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

  #movement(
    kind: StockMovementRecord['kind'],
    product: number,
    quantityMilli: number,
    source: Pick<StockMovementRecord, 'eventId' | 'lineNo' | 'sourceId' | 'sourceLineId'>,
  ): StockMovementRecord {
    const { variantId } = productAt(this.#office.company, product)
    const levelAfterMilli = (this.#levels.get(variantId) ?? 0) + quantityMilli
    this.#levels.set(variantId, levelAfterMilli)
    this.#movements += 1
    return {
      seq: this.#movements,
      lineage: this.lineage,
      id: this.#office.ids.next(),
      ...source,
      storeId: this.#server.storeId,
      locationId: this.#server.storeId,
      variantId,
      quantityMilli,
      kind,
      reasonCodeId: null,
      sourceType: kind === 'opening' ? 'stock_adjustment' : 'sale',
      levelAfterMilli,
      costMinor: null,
      currency: CURRENCY,
      businessOn: '2026-03-02',
      occurredAt: this.#office.clock.now(),
      hlc: '1',
    }
  }

  #newSeries(document: SeriesRecord['document'], code: string): SeriesRecord {
    return {
      id: this.#office.ids.next(),
      storeId: this.#server.storeId,
      registerId: this.#place.registerId,
      document,
      code,
      lineage: this.lineage,
      lastNumber: 0,
      lastHash: null,
      openedAt: this.#office.clock.now(),
      closedAt: null,
      closeReason: null,
    }
  }

  #event(
    type: string,
    aggregateType: string,
    aggregateId: string,
    aggregateSeq: number,
    payload: string,
    eventId = this.#office.ids.next(),
  ): PushEvent {
    this.#seq += 1
    const place = { seq: this.#seq, aggregateType, aggregateId, aggregateSeq }
    const time = { hlc: '1', wallTime: this.#office.clock.now(), catalogueVersion: 1 }
    return { eventId, ...place, type, schema: 1, ...time, payload, sha256: sha256(payload) }
  }
}
