import { genesisOf } from '@pos/domain'
import type { RegisterId, ResponseOf, SeriesRecord, StoreId, leaseRegister } from '@pos/shared-types'
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
    const answer = await api.enrol({ code, publicKey: deviceKey.publicKey, ...device }, this.#enrolmentKey)
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
    const { storeId } = this.#core.requireIdentity()
    const { journal, options } = this.#core
    const leased = await options.api.leaseRegister(registerId, { lineage: journal.lineage, tab: SELF })
    const known = new Map((await journal.storage.list('series')).map(({ value }) => [value.id, value]))
    const lease = this.#toLease(leased)
    await journal.write((draft) => {
      draft.put({ store: 'lease', key: SELF, value: lease })
      for (const { id, document, code } of leased.series) {
        if (known.has(id)) continue
        const lastHash = genesisOf({ registerId, id }, options.sha256)
        this.#openSeries(draft, { id, document, code, lastNumber: 0, lastHash }, storeId, registerId)
      }
    })
    this.#core.lease = lease
    this.#core.onOutbox()
    return lease
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
    const { options, journal, replica } = this.#core
    const openedAt = options.clock.now()
    const fact: SeriesRecord = {
      id: series.id,
      storeId,
      registerId,
      document: series.document,
      code: series.code,
      lineage: journal.lineage,
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
