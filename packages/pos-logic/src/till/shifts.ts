import { DomainError } from '@pos/core'
import { businessDateAt, sealShift, totalKey } from '@pos/domain'
import type {
  BusinessDate,
  Cents,
  Counted,
  ShiftClosedFact,
  ShiftCountRecord,
  ShiftOpenedFact,
  ShiftRecord,
  ShiftTotalRecord,
} from '@pos/shared-types'
import type { Draft } from '../journal/draft.ts'
import { SELF } from '../journal/journal-stores.ts'
import { pruneJournal } from '../journal/prune.ts'
import { refusing } from '../refusing.ts'
import type { ExpectedTender } from '../rules/till-actions.ts'
import { RunningShift } from './running-shift.ts'
import { seriesPlace } from './series-place.ts'
import { countRecord, openedShift, openingFloat } from './shift-records.ts'
import type { TillCore } from './till-core.ts'

export type OpenShift = {
  readonly floatMinor: Cents
  /** The trading day; today's by the store's clocks when left out. */
  readonly businessOn?: BusinessDate | undefined
}

export type CloseShift = {
  readonly counts: readonly Counted[]
  readonly differenceReasonId?: string | undefined
}

/** Opens and closes the cash period of the register. */
export class Shifts {
  readonly #core: TillCore

  constructor(core: TillCore) {
    this.#core = core
  }

  /** The register's last shift on this till, open or closed. */
  get current(): ShiftRecord | undefined {
    return this.#core.shift?.record
  }

  get totals(): readonly ShiftTotalRecord[] {
    return this.#core.shift?.totals ?? []
  }

  /** What lay in the drawer at the start. */
  get floatMinor(): Cents {
    return this.#core.shift?.floatMinor ?? 0
  }

  /** Whether the expected amounts stay hidden until the count is confirmed. */
  get isBlind(): boolean {
    return this.#core.setting('shift.blind_close')
  }

  /** A difference above this needs a reason. */
  get freeDifferenceMinor(): Cents {
    return this.#core.setting('shift.difference_reason_minor')
  }

  /** Tenders and currencies that closing asks to be counted. */
  toCount(): readonly Omit<ExpectedTender, 'expectedMinor'>[] {
    return this.#expectedTenders(this.#core.requireShift()).map(({ expectedMinor: _, ...tender }) => tender)
  }

  /**
   * Opens a shift with its float. Acknowledged facts older than 35 days are forgotten first.
   *
   * @throws DomainError SHIFT_ALREADY_OPEN, PERMISSION_DENIED, CATALOGUE_INCOMPLETE
   */
  async open({ floatMinor, businessOn }: OpenShift): Promise<ShiftRecord> {
    const core = this.#core
    core.requirePermissions(['pos:shift_open'])
    const { timeZone, dayStartsMin } = core.requireCatalogue().store
    await pruneJournal(core.journal, core.options.clock.now())
    const on = businessOn ?? businessDateAt(core.options.clock.now(), timeZone, dayStartsMin)
    const { shift } = await core.rules.emit('shift:open', core.unit(true), { floatMinor, businessOn: on }, () =>
      core.journal.write((draft) => this.#draftOpening(draft, floatMinor, on)),
    )
    core.onOutbox()
    return shift
  }

  /**
   * Counts and seals the shift; its Z is issued in constant time.
   *
   * @throws DomainError SHIFT_COUNT_MISSING, SHIFT_DIFFERENCE_REASON, SALE_REGISTER_CLOSED, PERMISSION_DENIED, or
   *   REVISION_CONFLICT when a sale was completed meanwhile: what was expected has changed
   */
  async close({ counts: counted, differenceReasonId }: CloseShift): Promise<ShiftClosedFact> {
    const core = this.#core
    core.requirePermissions(['pos:shift_close'])
    const running = core.requireShift()
    const { revision } = running
    const expected = this.#expectedTenders(running)
    const counts = counted.map((count) => this.#count(running, count))
    const counting = { shift: running.record, counts, expected, differenceReasonId: differenceReasonId ?? null }
    const fact = await core.rules.emit('shift:close', core.unit(true), counting, (_, input) =>
      core.journal.write((draft) => {
        if (running.revision !== revision) throw new DomainError('REVISION_CONFLICT')
        return this.#draftClosing(draft, running, input.counts, input.differenceReasonId)
      }),
    )
    core.onOutbox()
    core.onShiftClosed()
    return fact
  }

  /** What the drawer and the counted tenders should hold now. Blind counting is the screen's matter. */
  expected(): readonly ExpectedTender[] {
    this.#core.requirePermissions(['pos:shift_close'])
    return this.#expectedTenders(this.#core.requireShift())
  }

  #draftOpening(draft: Draft, floatMinor: Cents, businessOn: BusinessDate): ShiftOpenedFact {
    const core = this.#core
    const eventId = core.options.ids.next()
    const shift = openedShift(core, businessOn)
    const fact: ShiftOpenedFact = { shift, float: openingFloat(core, shift, eventId, floatMinor) }
    draft.put({ store: 'shift', key: SELF, value: { record: shift, floatMinor } })
    draft.emit({ ...this.#event(shift), eventId, type: 'shift.opened', wallTime: shift.openedAt, fact })
    draft.whenStored(() => {
      core.shift = new RunningShift(shift, floatMinor, [])
    })
    return fact
  }

  #draftClosing(
    draft: Draft,
    running: RunningShift,
    counts: readonly ShiftCountRecord[],
    differenceReasonId: string | null,
  ): ShiftClosedFact {
    const core = this.#core
    const { ids, clock, sha256 } = core.options
    const eventId = ids.next()
    const closedAt = clock.now()
    const { totals, record, floatMinor } = running
    const fact = refusing(() =>
      sealShift({
        shift: record,
        counts,
        totals,
        lastSaleNumber: draft.series('sale').lastNumber,
        differenceReasonId,
        closedAt,
        closedById: core.requireCashier().cashier.userId,
        series: seriesPlace(draft.series('z'), core.requireLease()),
        zId: ids.next(),
        eventId,
        sha256,
      }),
    )
    draft.take('z', fact.z.hash)
    draft.put({ store: 'shift', key: SELF, value: { record: fact.shift, floatMinor } })
    draft.put(...totals.map((total) => ({ store: 'shift_total' as const, key: totalKey(total), value: undefined })))
    draft.emit({ ...this.#event(record), eventId, type: 'shift.closed', wallTime: closedAt, fact })
    draft.whenStored(() => {
      core.shift = new RunningShift(fact.shift, floatMinor, totals)
    })
    return fact
  }

  #event(shift: ShiftRecord): { aggregateType: string; aggregateId: string; hlc: string; catalogueVersion: number } {
    const { version } = this.#core.replica
    return { aggregateType: 'shift', aggregateId: shift.id, hlc: this.#core.mark(), catalogueVersion: version }
  }

  #expectedTenders(running: RunningShift): ExpectedTender[] {
    const { catalogue } = this.#core
    const used = new Set(running.totals.map((total) => total.tenderTypeId))
    return catalogue.tenders
      .filter((tender) => tender.isCounted && (tender.kind === 'cash' || used.has(tender.id)))
      .map(({ id, name, kind, currency: own }) => {
        const currency = own ?? catalogue.store.currency
        return {
          tenderTypeId: id,
          name,
          currency,
          expectedMinor: running.expected({ tenderTypeId: id, kind }, currency),
        }
      })
  }

  #count(running: RunningShift, counted: Counted): ShiftCountRecord {
    const { tenderTypeId, currency } = counted
    const kind = this.#core.catalogue.tender(tenderTypeId)?.kind ?? 'cash'
    return countRecord(this.#core, running.record, counted, running.expected({ tenderTypeId, kind }, currency))
  }
}
