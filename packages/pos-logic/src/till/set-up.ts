import { genesisOf } from '@pos/domain'
import type {
  LineageId,
  RegisterId,
  ResponseOf,
  SeriesId,
  SeriesRecord,
  StoreId,
  leaseRegister,
} from '@pos/shared-types'
import type { Draft } from '../journal/draft.ts'
import { SELF, type Identity, type Lease, type Lineage, type Series } from '../journal/journal-stores.ts'
import type { TillCore } from './till-core.ts'
import type { TillOptions } from './till-options.ts'

type Leased = ResponseOf<typeof leaseRegister>

/** The first life of a new journal. A restored or cloned one must begin another: it may have been ahead. */
export function newLineage({ ids, clock }: Pick<TillOptions, 'ids' | 'clock'>): Lineage {
  return { id: ids.next(), startedAt: clock.now(), lastSeq: 0 }
}

/** Makes a bare machine a till: enrols it, then takes a register for this journal's lineage. */
export class SetUp {
  readonly #core: TillCore
  #enrolmentKey: string | undefined

  constructor(core: TillCore) {
    this.#core = core
  }

  get identity(): Identity | undefined {
    return this.#core.identity
  }

  /** Whether the store believes this device no longer. It sells nothing; what it has not sent stays. */
  get isRevoked(): boolean {
    return this.#core.identity?.revokedAt !== undefined
  }

  get lease(): Lease | undefined {
    return this.#core.lease
  }

  /**
   * Exchanges a one-time code for an identity. Calling it again after a lost answer asks with the same key. A device that
   * was revoked is who it was, and sends what it kept; it takes a register again.
   *
   * @throws DomainError DEVICE_CODE_INVALID, or STORE_UNREACHABLE
   */
  async enrol(code: string): Promise<Identity> {
    const { api, ids, device, deviceKey } = this.#core.options
    this.#enrolmentKey ??= ids.next()
    const formerId = this.#core.identity?.deviceId
    const body = { code, publicKey: deviceKey.publicKey, ...device, ...(formerId && { formerId }) }
    const answer = await api.enrol(body, this.#enrolmentKey)
    const { deviceId, tenantId, storeId, storeCode, registerId } = answer
    const identity: Identity = { deviceId, tenantId, storeId, storeCode, registerId }
    // A device that was revoked holds no register any more.
    await this.#core.journal.storage.commit([
      { store: 'identity', key: SELF, value: identity },
      { store: 'lease', key: SELF, value: undefined },
    ])
    this.#core.identity = identity
    this.#core.lease = undefined
    this.#enrolmentKey = undefined
    return identity
  }

  /**
   * Takes a register. A lineage that is new to it gets new series, which begin at number 1 and are told to the store;
   * series this journal holds already go on where they are.
   *
   * @throws DomainError REGISTER_LEASED when another device works on it, or STORE_UNREACHABLE
   */
  async takeRegister(registerId: RegisterId): Promise<Lease> {
    const { journal } = this.#core
    const leased = await this.#lease(registerId, journal.lineage)
    const known = new Set((await journal.storage.list('series')).map(({ value }) => value.id))
    const lease = this.#toLease(leased)
    await journal.write((draft) => this.#keepLease(draft, leased, known))
    this.#core.lease = lease
    this.#core.onOutbox()
    return lease
  }

  #lease(registerId: RegisterId, lineage: LineageId): Promise<Leased> {
    return this.#core.options.api.leaseRegister(registerId, { lineage, tab: SELF })
  }

  /** Keeps what was leased, and opens the series that this journal does not know. */
  #keepLease(draft: Draft, leased: Leased, known: ReadonlySet<SeriesId>): void {
    const { storeId } = this.#core.requireIdentity()
    const { registerId } = leased
    draft.put({ store: 'lease', key: SELF, value: this.#toLease(leased) })
    for (const { id, document, code } of leased.series) {
      if (known.has(id)) continue
      const lastHash = genesisOf({ registerId, id }, this.#core.options.sha256)
      this.#openSeries(draft, { id, document, code, lastNumber: 0, lastHash }, storeId, registerId)
    }
  }

  /**
   * Goes on in a new lineage, because the store knows another life of `lineage`: this journal, or another one, is a copy.
   * What was not acknowledged leaves under the new one, and the register numbers in new series.
   *
   * @throws DomainError STORE_UNREACHABLE, REGISTER_LEASED; nothing has changed then
   */
  async leaveLineage(lineage: LineageId): Promise<void> {
    const { journal, options, lease } = this.#core
    const isCurrent = journal.lineage === lineage
    const next = isCurrent ? newLineage(options) : { id: journal.lineage, startedAt: options.clock.now() }
    const leased = isCurrent && lease && (await this.#lease(lease.registerId, next.id))
    const unsent = await journal.unsent(lineage)
    await journal.write((draft) => {
      for (const [key, event] of unsent) draft.put({ store: 'event', key, value: { ...event, lineage: next.id } })
      if (isCurrent) draft.beginLineage(next.id, next.startedAt)
      if (leased) this.#keepLease(draft, leased, new Set())
    })
    if (leased) this.#core.lease = this.#toLease(leased)
    this.#core.renewMark()
  }

  /** Gives the register back, so that another device can take it. */
  async releaseRegister(): Promise<void> {
    const { registerId } = this.#core.requireLease()
    await this.#core.options.api.releaseRegister(registerId)
    await this.#core.journal.storage.commit([{ store: 'lease', key: SELF, value: undefined }])
    this.#core.lease = undefined
  }

  /** The store may not have heard of our last shift yet, so the higher Z number counts. */
  #toLease({ registerId, registerCode, storeCode, fence, lastZNumber }: Leased): Lease {
    const shift = this.#core.shift?.record
    const own = shift?.registerId === registerId ? shift.zNumber : 0
    return { registerId, registerCode, storeCode, fence, lastZNumber: Math.max(lastZNumber, own) }
  }

  #openSeries(draft: Draft, series: Series, storeId: StoreId, registerId: RegisterId): void {
    const { options, replica } = this.#core
    const openedAt = options.clock.now()
    const fact: SeriesRecord = {
      id: series.id,
      storeId,
      registerId,
      document: series.document,
      code: series.code,
      lineage: draft.lineage,
      lastNumber: 0,
      lastHash: null,
      openedAt,
      closedAt: null,
      closeReason: null,
    }
    draft.openSeries(series)
    draft.emit({
      eventId: options.ids.next(),
      type: 'series.opened',
      aggregateType: 'series',
      aggregateId: series.id,
      hlc: this.#core.mark(),
      wallTime: openedAt,
      catalogueVersion: replica.version,
      fact,
    })
  }
}
