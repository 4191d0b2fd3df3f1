import { DomainError } from '@pos/core'
import { parseDocumentNo } from '@pos/domain'
import {
  closeShift,
  completeSale,
  countShift,
  getSale,
  listSales,
  listShifts,
  listTenders,
  openShift,
  type BusinessDate,
  type RegisterId,
  type ShiftRecord,
} from '@pos/shared-types'
import { allPages } from '../api/all-pages.ts'
import { inParallel } from '../api/in-parallel.ts'
import type { ServerClient } from '../api/server-client.ts'
import { cashOf, exactCash, type CashTender } from '../cash.ts'
import type { Counter } from '../counter.ts'
import type { Invoice } from '../file/invoices.ts'
import type { ReplayPlace } from '../head-office/place.ts'

/** `cashMinor` is what the drawer should hold, as far as this run knows. */
type Shift = { readonly id: string; readonly businessOn: BusinessDate; cashMinor: number }

/** Invoices that wait for their answers at the same time. */
const AT_ONCE = 8

/**
 * Rings invoices up at the store server, as a client without a journal: the store makes the sale. An invoice has the same
 * idempotency key whenever it is sent, so that one whose answer was lost is not rung up twice.
 */
export class ClientCounter implements Counter {
  readonly #store: ServerClient
  readonly #place: ReplayPlace
  readonly #cash: CashTender
  /** The last day that was begun before this start, and its invoices that are rung up. */
  readonly #before: { readonly day: BusinessDate; readonly rung: ReadonlySet<string> } | undefined
  readonly #underWay = new Set<Promise<void>>()
  #shift: Shift | undefined
  #failure: unknown

  private constructor(
    store: ServerClient,
    place: ReplayPlace,
    cash: CashTender,
    last: ShiftRecord | undefined,
    rung: ReadonlySet<string>,
  ) {
    this.#store = store
    this.#place = place
    this.#cash = cash
    this.#before = last && { day: last.businessOn, rung }
    if (last && last.state !== 'closed') this.#shift = { id: last.id, businessOn: last.businessOn, cashMinor: 0 }
  }

  /** Finds at the store how far the register is: it keeps nothing of its own. */
  static async open(store: ServerClient, place: ReplayPlace): Promise<ClientCounter> {
    const { items } = await store.call(listTenders)
    const last = await lastShift(store, place.register.id)
    const rung = last ? await invoicesOf(store, place, last.businessOn) : new Set<string>()
    return new ClientCounter(store, place, cashOf(items, place.store), last, rung)
  }

  isRung({ no, day }: Invoice): boolean {
    const before = this.#before
    return before !== undefined && (day < before.day || (day === before.day && before.rung.has(no)))
  }

  async beginDay({ day }: Invoice, floatMinor: number): Promise<void> {
    if (this.#shift?.businessOn === day) return
    await this.endDay()
    const registerId = this.#place.register.id
    const { id } = await this.#store.call(openShift, { body: { registerId, floatMinor, businessOn: day } })
    this.#shift = { id, businessOn: day, cashMinor: floatMinor }
  }

  async ring(invoice: Invoice): Promise<void> {
    while (this.#underWay.size >= AT_ONCE) await Promise.race(this.#underWay)
    this.#throwFailure()
    const sent = this.#send(invoice)
      .catch((error: unknown) => {
        this.#failure ??= error
      })
      .finally(() => this.#underWay.delete(sent))
    this.#underWay.add(sent)
  }

  async endDay(): Promise<void> {
    await Promise.all(this.#underWay)
    this.#throwFailure()
    const shift = this.#shift
    if (!shift) return
    await this.#count(shift)
    await this.#store.call(closeShift, { params: { id: shift.id }, body: {} })
    this.#shift = undefined
  }

  async unsent(): Promise<{ readonly waiting: number; readonly parked: number }> {
    return { waiting: this.#underWay.size, parked: 0 }
  }

  async close(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  async #send({ no, ring }: Invoice): Promise<void> {
    const { id: registerId } = this.#place.register
    const totalMinor = ring.reduce((sum, line) => sum + line.amountMinor, 0)
    const { payableMinor } = await this.#store.call(completeSale, {
      key: `replay:${registerId}:${no}`,
      body: {
        registerId,
        lines: ring.map(({ sku: code, quantityMilli, priceMinor, perMilli }) => ({
          code,
          quantityMilli,
          priceMinor,
          perMilli,
        })),
        payments: exactCash(this.#cash, totalMinor),
        note: no,
      },
    })
    if (this.#shift) this.#shift.cashMinor += payableMinor
  }

  /** Counts what this run put into the drawer; after an interruption that is not all, and the recount has the rest. */
  async #count(shift: Shift): Promise<void> {
    const { currency, id: tenderTypeId } = this.#cash
    const count = (countedMinor: number) =>
      this.#store.call(countShift, {
        params: { id: shift.id },
        body: { counts: [{ tenderTypeId, currency, countedMinor }] },
      })
    try {
      // A run that goes on after an interruption may have paid out more than it took.
      const { differences } = await count(Math.max(0, shift.cashMinor))
      const [first] = differences
      if (first && first.differenceMinor !== 0) await count(first.expectedMinor)
    } catch (error) {
      // Both counts were made before an interruption.
      if (!(error instanceof DomainError) || error.code !== 'SHIFT_RECOUNT_USED') throw error
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure
  }
}

async function lastShift(store: ServerClient, registerId: RegisterId): Promise<ShiftRecord | undefined> {
  const { items } = await store.call(listShifts, { query: { registerId, limit: 1 } })
  return items[0]
}

/** The invoices of a day that stand in the store's books, by the note on their sales. */
async function invoicesOf(store: ServerClient, place: ReplayPlace, day: BusinessDate): Promise<Set<string>> {
  const rung = new Set<string>()
  const ids: string[] = []
  const query = { from: day, to: day }
  for await (const sale of allPages((page) => store.call(listSales, { query: { ...page, ...query } }))) {
    if (parseDocumentNo(sale.documentNo)?.registerCode === place.register.code) ids.push(sale.id)
  }
  await inParallel(ids, AT_ONCE, async (id) => {
    const { sale } = await store.call(getSale, { params: { id } })
    if (sale.note !== null) rung.add(sale.note)
  })
  return rung
}
