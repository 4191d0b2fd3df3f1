import { assert, type Clock, type Context, type Unit, type UnitOfWork } from '@pos/core'
import type { StoreDatabase, StoreTx } from '@pos/db'
import { endSessions, type EndReason, type Logger, type UserCaller } from '@pos/server-kit'
import type { DeviceId, Instant, StoreId, TenantId, UserId } from '@pos/shared-types'
import { readMeta, writeMeta } from '../meta.ts'
import { endLost, findLost } from './end-lost.ts'

type Options = {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly catalogue: StoreDatabase['catalogue']
  readonly clock: Clock
  readonly log: Logger
  /** Believes the key of a device no longer; does nothing for one that is not of this store. */
  readonly revokeDevice: (unit: Unit<StoreTx>, id: DeviceId) => void
}

type Revocation = {
  readonly userId: UserId | null
  readonly sessionId: string | null
  readonly deviceId: DeviceId | null
  readonly revokedAt: Instant
  readonly reason: EndReason
  readonly version: number
}

type Mark = { readonly epoch: string; readonly version: number }

/** No token lives longer, so what ended before needs no remembering. */
const TOKEN_LIFE_MS = 16 * 60_000

const SINCE = `
  select user_id as userId, session_id as sessionId, device_id as deviceId, revoked_at as revokedAt, reason, version
  from revocation_list where version > ? order by version`

/**
 * Knows which tokens of this store are over before their time: because a session was ended here, or because head office
 * took back what a person, session or device was given. It answers from memory, for every request; what head office
 * took back counts from the moment it arrives, whatever the two clocks say.
 */
export class SessionWatch {
  /** Called when somebody's token may be over before its time. */
  onEnd = (): void => {}
  readonly #options: Options
  readonly #ended = new Map<string, Instant>()
  readonly #revoked = new Map<UserId | DeviceId, Instant>()
  #generation = -1
  #mark: Mark = { epoch: '', version: 0 }
  #keeping = Promise.resolve()

  constructor(options: Options) {
    this.#options = options
  }

  /** Reads what this process must know from before it started. */
  async load(): Promise<void> {
    const { unitOfWork, clock } = this.#options
    const since = clock.now() - TOKEN_LIFE_MS
    await unitOfWork.read(this.#context(''), (tx) => {
      const ended = tx.prepare<{ id: string; at: Instant }>(
        'select id, revoked_at as at from sessions where revoked_at > ?',
      )
      for (const { id, at } of ended.all([since])) this.#ended.set(id, at)
      const devices = tx.prepare<{ id: DeviceId; at: Instant }>(
        'select id, revoked_at as at from devices where revoked_at > ?',
      )
      for (const { id, at } of devices.all([since])) this.#revoked.set(id, at)
      this.#mark = markOf(readMeta(tx, 'revocations_seen'))
      // A PIN begins no session, so what was taken back shortly before the start is only in the list.
      if (this.#mark.version === 0) return
      for (const { userId, deviceId, revokedAt } of tx.catalog.prepare<Revocation>(SINCE).all([0])) {
        const subject = userId ?? deviceId
        if (subject !== null && revokedAt > since) this.#revoked.set(subject, revokedAt)
      }
    })
  }

  /** Whether what the caller brought is still worth something. */
  isLive({ userId, deviceId, sessionId, appContext, issuedAt = 0 }: UserCaller): boolean {
    this.takeIn()
    if (sessionId === undefined && appContext !== 'pos') return false
    if (sessionId !== undefined && this.#ended.has(sessionId)) return false
    return (
      !this.isRevokedSince(userId, issuedAt) && (deviceId === undefined || !this.isRevokedSince(deviceId, issuedAt))
    )
  }

  /** Whether head office took back what this person or device was given, after `at`. */
  isRevokedSince(subject: UserId | DeviceId, at: Instant): boolean {
    this.takeIn()
    return (this.#revoked.get(subject) ?? -1) >= at
  }

  /** Remembers sessions that were ended here. */
  end(sessionIds: readonly string[]): void {
    const now = this.#options.clock.now()
    for (const id of sessionIds) this.#ended.set(id, now)
    for (const [id, at] of this.#ended) if (at < now - TOKEN_LIFE_MS) this.#ended.delete(id)
    this.onEnd()
  }

  /** Remembers that a device was revoked here: what people have been given on it is over with it. */
  endDevice(deviceId: DeviceId): void {
    this.#revoked.set(deviceId, this.#options.clock.now())
  }

  /** Takes in what the last pull brought. With every pull, and before an answer that depends on it. */
  takeIn(): void {
    const { catalogue, clock, log } = this.#options
    if (catalogue.generation === this.#generation) return
    this.#generation = catalogue.generation
    const { rows, epoch, version } = catalogue.read((view) => {
      const known = view.version.epoch === this.#mark.epoch ? this.#mark.version : 0
      return { rows: view.prepare<Revocation>(SINCE).all([known]), ...view.version }
    })
    const isReplay = this.#mark.epoch !== '' && this.#mark.epoch !== epoch
    const now = clock.now()
    for (const { userId, sessionId, deviceId } of rows) {
      const subject = userId ?? deviceId
      if (subject !== null) this.#revoked.set(subject, now)
      if (sessionId !== null) this.#ended.set(sessionId, now)
    }
    const mark = (this.#mark = { epoch, version })
    if (rows.length > 0) this.onEnd()
    this.#keeping = this.#keeping
      .then(() => this.#keep(rows, mark, isReplay))
      .catch((error: unknown) => log.error({ err: error }, 'a revocation was not kept'))
  }

  /** Waits until what was taken in is written down. */
  async stop(): Promise<void> {
    await this.#keeping
  }

  /** Head office that was set up anew tells everything again: a device that was enrolled since is not meant. */
  async #keep(rows: readonly Revocation[], mark: Mark, isReplay: boolean): Promise<void> {
    const { unitOfWork, clock } = this.#options
    const { place, hasLost } = await unitOfWork.read(this.#context(''), (tx) => ({
      place: placeOf(tx),
      hasLost: findLost(tx, clock.now()).length > 0,
    }))
    if (place === undefined || (rows.length === 0 && !hasLost)) return
    const ended = await unitOfWork.write(
      { ...this.#context(place.tenantId), ...place },
      'auth.revoked',
      async (unit) => {
        for (const row of rows) {
          await endRevoked(unit, row)
          if (isOfKey(row) && !(isReplay && isEnrolledSince(unit, row.deviceId, row.revokedAt)))
            this.#options.revokeDevice(unit, row.deviceId)
        }
        writeMeta(unit, 'revocations_seen', `${mark.epoch} ${mark.version}`)
        return endLost(unit)
      },
    )
    this.end(ended)
  }

  #context(tenantId: TenantId): Context {
    return { tenantId, appContext: 'system', correlationId: 'sessions', at: this.#options.clock.now() }
  }
}

/** Whether the device itself is believed no longer, and not only what it was given. */
function isOfKey(row: Revocation): row is Revocation & { readonly deviceId: DeviceId } {
  return row.deviceId !== null && row.reason === 'device_revoked'
}

async function endRevoked(unit: Unit<StoreTx>, { userId, sessionId, deviceId, reason }: Revocation): Promise<void> {
  if (userId !== null) await endSessions(unit, reason, { userId })
  if (sessionId !== null) await endSessions(unit, reason, { id: sessionId })
  if (deviceId !== null) await endSessions(unit, reason, { deviceId })
}

function isEnrolledSince({ tx }: Unit<StoreTx>, id: DeviceId, at: Instant): boolean {
  const device = tx
    .prepare<{ enrolledAt: Instant }>('select enrolled_at as enrolledAt from devices where id = ?')
    .get([id])
  return device !== undefined && device.enrolledAt > at
}

function placeOf(tx: StoreTx): { tenantId: TenantId; storeId: StoreId } | undefined {
  return tx
    .prepare<{ tenantId: TenantId; storeId: StoreId }>(
      'select tenant_id as tenantId, store_id as storeId from store_identity',
    )
    .get()
}

function markOf(text: string | undefined): Mark {
  if (text === undefined) return { epoch: '', version: 0 }
  const [epoch, version] = text.split(' ')
  assert(epoch !== undefined && version !== undefined, 'the mark of the revocations seen is an epoch and a version')
  return { epoch, version: Number(version) }
}
