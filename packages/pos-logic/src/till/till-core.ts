import { DomainError, type Unit } from '@pos/core'
import { RightsWatch, type KeptWatch } from '@pos/domain'
import type { LineageId, PermissionCode, ShiftRecord } from '@pos/shared-types'
import type { Finding, RuleEngine } from '@pos/rule-engine'
import { HybridClock } from '@pos/sync-engine'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Replica } from '../catalogue/replica.ts'
import type { Journal } from '../journal/journal.ts'
import { SELF, type Cashier, type Identity, type Lease } from '../journal/journal-stores.ts'
import { settingOf, type TillSettings } from '../rules/settings.ts'
import type { TillActions, TillView } from '../rules/till-actions.ts'
import { tillRules } from '../rules/till-rules.ts'
import { heldAtTill } from './held-at-till.ts'
import type { TillOptions } from './till-options.ts'
import type { ReturnedLines } from './returned-rows.ts'
import type { RunningShift } from './running-shift.ts'

/** A cashier at work. Without a token the store cannot be asked in his name; selling goes on. */
export type SignedInCashier = { readonly cashier: Cashier; readonly token: string | null }

/** What the parts of one till share: its ports, its book, its catalogue and who stands before it. */
export class TillCore {
  readonly options: TillOptions
  readonly journal: Journal
  readonly replica: Replica
  readonly rules: RuleEngine<TillActions, TillView> = tillRules()
  #hybridClock: HybridClock
  identity: Identity | undefined
  lease: Lease | undefined
  shift: RunningShift | undefined
  signedIn: SignedInCashier | undefined
  /** How old head office's word on rights is. */
  rightsWatch = new RightsWatch()
  /** What came back at this till, by original line. */
  readonly returned: ReturnedLines = new Map()
  /** Called after every commit that gave the outbox something to send. */
  onOutbox: () => void = () => undefined
  /** Called after a shift was closed. */
  onShiftClosed: () => void = () => undefined

  constructor(options: TillOptions, journal: Journal, replica: Replica) {
    this.options = options
    this.journal = journal
    this.replica = replica
    this.#hybridClock = new HybridClock(journal.lineage.slice(-12))
  }

  /** The mark of the next event made here. */
  mark(): string {
    return this.#hybridClock.next(this.options.clock.now())
  }

  /** Marks name the lineage they are made in. */
  renewMark(): void {
    this.#hybridClock = new HybridClock(this.journal.lineage.slice(-12))
  }

  get catalogue(): Catalogue {
    return this.replica.catalogue
  }

  setting<Key extends keyof TillSettings>(key: Key): TillSettings[Key] {
    return settingOf(this.catalogue, this.lease?.registerId ?? null, key)
  }

  /** Writes down who proved himself here. */
  async keepCashier(cashier: Cashier, token: string | null): Promise<SignedInCashier> {
    await this.journal.storage.commit([{ store: 'cashier', key: cashier.userId, value: cashier }])
    return { cashier, token }
  }

  /** @throws DomainError DEVICE_NOT_ENROLLED before `enrol` */
  requireIdentity(): Identity {
    if (this.identity === undefined) throw new DomainError('DEVICE_NOT_ENROLLED')
    return this.identity
  }

  /** @throws DomainError DEVICE_REVOKED until the device is enrolled anew */
  refuseRevoked(): void {
    if (this.identity?.revokedAt !== undefined) throw new DomainError('DEVICE_REVOKED')
  }

  /** The store said that it does not believe this device: nobody works at it any more, with the store away too. */
  async noteRevoked(): Promise<void> {
    if (this.identity === undefined || this.identity.revokedAt !== undefined) return
    this.identity = { ...this.identity, revokedAt: this.options.clock.now() }
    this.signedIn = undefined
    await this.journal.storage.commit([{ store: 'identity', key: SELF, value: this.identity }])
  }

  /** The life of the store's database that was not offered what an earlier one had acknowledged. */
  async newStoreLife(): Promise<LineageId | undefined> {
    const { lineage } = await this.options.api.health()
    return lineage === null || lineage === this.identity?.storeLineage ? undefined : lineage
  }

  /** Keeps that this life of the store has everything. */
  async keepStoreLife(storeLineage: LineageId): Promise<void> {
    if (this.identity === undefined) return
    this.identity = { ...this.identity, storeLineage }
    await this.journal.storage.commit([{ store: 'identity', key: SELF, value: this.identity }])
  }

  /** @throws DomainError REGISTER_LEASE_LOST while the till holds no register */
  requireLease(): Lease {
    if (this.lease === undefined) throw new DomainError('REGISTER_LEASE_LOST')
    return this.lease
  }

  /** @throws DomainError SALE_REGISTER_CLOSED while no shift is open */
  requireShift(): RunningShift {
    const register = this.requireLease().registerCode
    if (this.shift?.record.state !== 'open') throw new DomainError('SALE_REGISTER_CLOSED', { register })
    return this.shift
  }

  /** @throws DomainError AUTH_REQUIRED while nobody is signed in, AUTH_SNAPSHOT_EXPIRED when too long without the store */
  requireCashier(): SignedInCashier {
    if (this.signedIn === undefined) throw new DomainError('AUTH_REQUIRED')
    return this.signedIn
  }

  /**
   * Checks the cashier's rights as the till's copy of the catalogue has them now.
   *
   * @throws DomainError PERMISSION_DENIED when he lacks one of the permissions, AUTH_SNAPSHOT_EXPIRED when head office has
   *   not been heard for too long for one
   */
  requirePermissions(permissions: readonly PermissionCode[]): void {
    this.requireOf(this.requireCashier().cashier, permissions)
  }

  /**
   * The same of somebody who is not signed in.
   *
   * @throws DomainError PERMISSION_DENIED naming the first right he lacks, AUTH_SNAPSHOT_EXPIRED
   */
  requireOf(cashier: Cashier, permissions: readonly PermissionCode[]): void {
    const [permission] = this.missingOf(cashier, permissions)
    if (permission !== undefined) throw new DomainError('PERMISSION_DENIED', { permission })
    this.watchRights()
    if (permissions.some((each) => this.rightsWatch.isLapsed(each))) throw new DomainError('AUTH_SNAPSHOT_EXPIRED')
  }

  /** What somebody lacks of these rights, lapsed or not. */
  missingOf(
    cashier: Pick<Cashier, 'userId' | 'permissions'>,
    permissions: readonly PermissionCode[],
  ): readonly PermissionCode[] {
    const held = heldAtTill(this.catalogue, cashier)
    return permissions.filter((permission) => !held.has(permission))
  }

  /** Whether the cashier may do it now. */
  may(permission: PermissionCode): boolean {
    if (this.signedIn === undefined) return false
    this.watchRights()
    return heldAtTill(this.catalogue, this.signedIn.cashier).has(permission) && !this.rightsWatch.isLapsed(permission)
  }

  /** Whether somebody has a right that head office has not confirmed for too long. */
  isLapsed(cashier: Cashier, permission: PermissionCode): boolean {
    this.watchRights()
    return heldAtTill(this.catalogue, cashier).has(permission) && this.rightsWatch.isLapsed(permission)
  }

  /** Looks at the clocks; gives what is to be kept. */
  watchRights(): KeptWatch | undefined {
    const { clock, syncClock = clock, steadyMs } = this.options
    return this.rightsWatch.look(this.catalogue.rightsSnapshot, syncClock.now(), steadyMs())
  }

  /** @throws DomainError CATALOGUE_INCOMPLETE until a whole catalogue has arrived */
  requireCatalogue(): Catalogue {
    if (!this.catalogue.isUsable) throw new DomainError('CATALOGUE_INCOMPLETE')
    return this.catalogue
  }

  /**
   * The same to look goods up in: while they are being loaded, one that is not found may be there all the same.
   *
   * @throws DomainError CATALOGUE_INCOMPLETE until every product is there
   */
  requireGoods(): Catalogue {
    if (!this.replica.isLoaded) throw new DomainError('CATALOGUE_INCOMPLETE')
    return this.requireCatalogue()
  }

  /** The unit that rules see. */
  unit(isOffline: boolean): Unit<TillView> {
    const { tenantId, storeId, deviceId } = this.requireIdentity()
    const now = this.options.clock.now()
    return {
      tenantId,
      storeId,
      deviceId,
      userId: this.signedIn?.cashier.userId,
      appContext: 'pos',
      correlationId: deviceId,
      at: now,
      tx: this.#view(now, isOffline),
      emitAfterCommit: () => undefined,
    }
  }

  #view(now: number, isOffline: boolean): TillView {
    const { registerId, registerCode } = this.requireLease()
    const noted: Finding[] = []
    const shift: ShiftRecord | undefined = this.shift?.record
    const setting = <Key extends keyof TillSettings>(key: Key) => settingOf(this.catalogue, registerId, key)
    return { catalogue: this.catalogue, registerId, registerCode, shift, now, isOffline, setting, noted }
  }
}
