import { DomainError, type Clock, type Context } from '@pos/core'
import { actHash } from '@pos/domain'
import {
  BUILTIN_ROLES,
  type ApprovalRequest,
  type ApprovalRow,
  type DigestGrain,
  type DigestSheet,
  type NamedRows,
  type PullPage,
  type PushBatch,
  type RowMark,
  type SaleFact,
  type SaleId,
  type SaleQuestion,
  type SaleLineId,
  type UserId,
} from '@pos/shared-types'
import {
  answerBuckets,
  answerRows,
  createIngest,
  DigestSum,
  type DigestTransport,
  type OfferTransport,
  type PullTransport,
  type PushTransport,
} from '@pos/sync-engine'
import { MemoryInbox } from '@pos/testing'
import { entryMark, flatten, REPLICA_SCHEMA, tillSaleMark, type StoreApi } from '../src/index.ts'
import { newHasher, sha256 } from '../src/node/index.ts'
import { peerHandlers, type PeerFact } from './peer-handlers.ts'
import { EPOCH, REGISTER, shopDocuments, STORE, toChange } from './shop.ts'
import { snapshotOf } from './snapshot-of.ts'

export const DEVICE = '019cad5e-0000-7000-8000-0000000000de'
export const TENANT = '019cad5e-0000-7000-8000-000000000001'
export const CASHIER = '019cad5e-0000-7000-8000-0000000000ca'
export const PIN = '314159'

type Document = ReturnType<typeof shopDocuments>[number]
const silent = { info: () => undefined, warn: () => undefined }
const PEER: Context = {
  tenantId: TENANT,
  storeId: STORE,
  deviceId: DEVICE,
  appContext: 'peer',
  correlationId: 'test',
  at: 0,
}

/** A store server as a till meets it: it answers, refuses, or is away. */
export class MemoryStore {
  readonly peer = new MemoryInbox<PeerFact>()
  isAway = false
  /** The till's key is believed no longer. */
  isRevoked = false
  /** The store's own line up. */
  isHqAway = false
  /** Answers come only when the caller has given up. */
  isSlow = false
  refusal: DomainError | undefined
  permissions: readonly string[] = BUILTIN_ROLES.pos_manager.permissions
  /** People beside Ana, who work here with the same PIN. */
  readonly colleagues: { userId: UserId; displayName: string; permissions: readonly string[] }[] = []
  /** Whose badge a code is. */
  readonly badges = new Map<string, UserId>()
  badgeNeedsPin = true
  checks = 0
  /** What was asked about last. */
  question: SaleQuestion | undefined
  /** What the back office was asked, and what it said to it. */
  readonly asked: ApprovalRow[] = []
  clock: Pick<Clock, 'now'> = { now: () => 0 }
  /** Tells another act than was asked for. */
  isWrongAct = false
  readonly #leases = new Map<string, number>()
  #documents: Document[]
  #version = 1
  readonly #changes = new Map<string, { document: Document; version: number; isGone: boolean }>()

  constructor(documents: Document[] = shopDocuments()) {
    this.#documents = documents
    for (const document of documents) this.#changes.set(document.id, { document, version: 1, isGone: false })
  }

  /** Changes the catalogue in one version. */
  change(...documents: Document[]): number {
    this.#version += 1
    for (const document of documents)
      this.#changes.set(document.id, { document, version: this.#version, isGone: false })
    return this.#version
  }

  remove(document: Document): void {
    this.#version += 1
    this.#changes.set(document.id, { document, version: this.#version, isGone: true })
  }

  get facts(): readonly PeerFact[] {
    return this.peer.tables.facts
  }

  get sales(): SaleFact[] {
    return this.facts
      .filter((fact) => fact.type === 'sale.completed')
      .map((fact) => JSON.parse(fact.payload) as SaleFact)
  }

  readonly api: StoreApi = {
    enrol: async () => {
      this.isRevoked = false
      this.#reach()
      return { deviceId: DEVICE, tenantId: TENANT, storeId: STORE, storeCode: 'MAD', registerId: REGISTER }
    },
    leaseRegister: async (registerId, { lineage }) => {
      this.#reach()
      const place = this.#leases.get(lineage) ?? this.#leases.size
      this.#leases.set(lineage, place)
      const code = String.fromCharCode(97 + place)
      const seriesId = (tail: string) => `${lineage.slice(0, -2)}${tail}`
      return {
        registerId,
        registerCode: '1',
        storeCode: 'MAD',
        fence: place + 1,
        lastZNumber: 0,
        series: [
          { id: seriesId('51'), code, document: 'sale' },
          { id: seriesId('52'), code, document: 'void' },
          { id: seriesId('53'), code, document: 'z' },
        ],
      }
    },
    releaseRegister: async () => this.#reach(),
    cashiers: async () => {
      this.#reach()
      return { items: this.#people.map((person) => choiceOf(person)) }
    },
    unlock: async (userId, pin) => {
      this.#reach()
      if (pin !== PIN) throw new DomainError('PIN_WRONG')
      const { displayName } = this.#person(userId)
      return { accessToken: `token of ${userId}`, expiresAt: 0, userId, displayName, appContext: 'pos' }
    },
    unlockByBadge: async (code) => {
      this.#reach()
      const userId = this.badges.get(code)
      if (userId === undefined) throw new DomainError('BADGE_UNKNOWN')
      const { displayName } = this.#person(userId)
      const token = { accessToken: `token of ${userId}`, expiresAt: 0, appContext: 'pos' as const }
      return { userId, displayName, signedIn: this.badgeNeedsPin ? null : { ...token, userId, displayName } }
    },
    me: async (token) => {
      this.#reach()
      const { userId, displayName, permissions } = this.#person(token.slice('token of '.length))
      return {
        userId,
        username: displayName.toLowerCase(),
        displayName,
        tenantId: TENANT,
        storeId: STORE,
        isSuperAdmin: false,
        permissions: [...permissions],
      }
    },
    checkSale: (question, _, signal) => {
      this.question = question
      return this.#check(signal)
    },
    findReceipt: async (code) => {
      this.#reach()
      const fact = this.sales.find(({ sale }) => sale.documentNo === code)
      if (fact === undefined) throw new DomainError('NOT_FOUND')
      return { ...fact, flags: [], approvals: [] }
    },
    requestApproval: async ({ acts }, _, token) => {
      this.#reach()
      const [at, requestedById] = [this.clock.now(), token.slice('token of '.length)]
      const items = acts.map(({ act, reason }, index): ApprovalRequest => {
        const id = `${REGISTER.slice(0, -4)}${(this.asked.length + index).toString(16).padStart(4, '0')}`
        const actionHash = this.isWrongAct ? sha256('another act') : actHash(act, sha256)
        const own = { id, storeId: STORE, deviceId: DEVICE, actionHash, reason }
        return { ...own, ...act, requestedById, requestedAt: at, expiresAt: at + 120_000 }
      })
      const open = { requestedByName: 'Ana', state: 'pending', approverId: null, approverName: null } as const
      this.asked.push(...items.map((item) => ({ ...item, ...open, method: null, decidedAt: null })))
      return { items }
    },
    approval: async (id, token) => {
      this.#reach()
      const row = this.asked.find((each) => each.id === id)
      if (row === undefined || token !== `token of ${row.requestedById}`) throw new DomainError('NOT_FOUND')
      return row.state === 'pending' && row.expiresAt < this.clock.now() ? { ...row, state: 'expired' } : row
    },
    withdrawApproval: async (id) => {
      this.#reach()
      const { state, expiresAt } = this.#settle(id, { state: 'cancelled' })
      return { id, state, expiresAt }
    },
    health: async () => {
      this.#reach()
      const up = { isReached: !this.isHqAway, heardAt: 1000, pending: 0, oldestPendingAt: null }
      return { epoch: EPOCH, version: this.#version, at: 0, up, lineage: this.lineage }
    },
    returnable: async (saleId) => {
      this.#reach()
      return { items: this.#returnable(saleId) }
    },
  }

  /** Somebody in the back office decides everything that waits. */
  decide(approverId: UserId, approverName: string, state: 'approved' | 'rejected' = 'approved'): void {
    const decidedAt = this.clock.now()
    for (const { id, state: before } of this.asked)
      if (before === 'pending') this.#settle(id, { state, approverId, approverName, method: 'remote', decidedAt })
  }

  #settle(id: string, change: Partial<ApprovalRow>): ApprovalRow {
    const index = this.asked.findIndex((each) => each.id === id)
    const row = this.asked[index]
    if (row?.state !== 'pending') throw new DomainError('STATE_NOT_ALLOWED', { state: row?.state ?? 'none' })
    return (this.asked[index] = { ...row, ...change })
  }

  /** The life of the store's database. */
  lineage = '00000000-0000-7000-8000-00000000051f'

  readonly push: PushTransport = {
    push: async (batch: PushBatch) => {
      this.#reach()
      const ingest = createIngest({ store: this.peer, handlers: peerHandlers(), sha256, log: silent })
      return ingest.receive(PEER, batch)
    },
  }

  readonly offer: OfferTransport = {
    offer: async (events) => {
      this.#reach()
      return events.map(({ eventId }) => eventId).filter((id) => !this.peer.tables.inbox.has(id))
    },
  }

  /** What the till said it holds, whenever it compared. */
  readonly sheets: DigestSheet[] = []
  /** What the store found different of a thing, by its grain. */
  readonly differing = new Map<string, NamedRows>()
  /** How this store would keep documents, were it a till. */
  shape = REPLICA_SCHEMA

  readonly digests: DigestTransport = {
    exchange: async (sheet) => {
      this.#reach()
      this.sheets.push(sheet)
      const isSame = sheet.shape === this.shape && sheet.version === this.#version
      return sheet.digests
        .filter(({ kind }) => kind === 'sales' || isSame)
        .map(({ kind, grain }) => {
          const sum = new DigestSum(sha256)
          for (const { hash } of this.#marks({ kind, grain })) sum.addHash(hash)
          return { kind, grain, sumMinor: kind === 'sales' ? this.#takenOn(grain) : null, ...sum.result() }
        })
    },
    buckets: async (asked) => (await answerBuckets(this.#visit(asked), sha256)) ?? undefined,
    rows: async (asked) => {
      const answer = await answerRows(this.#visit(asked), asked, sha256)
      if (answer) this.differing.set(asked.grain, answer.differing)
      return answer?.rows
    },
  }

  #visit(grain: DigestGrain) {
    return async (visit: (mark: RowMark) => void) => {
      this.#marks(grain).forEach(visit)
      return true
    }
  }

  #takenOn = (day: string) =>
    this.sales.reduce((sum, { sale }) => sum + (sale.businessOn === day ? sale.totalMinor : 0), 0)

  #marks({ kind, grain }: DigestGrain): RowMark[] {
    if (kind === 'catalogue') {
      const live = [...this.#changes.values()].filter(({ document, isGone }) => !isGone && document.entity === grain)
      return live.flatMap(({ document: { entity, data } }) => {
        const entry = flatten(entity, data)
        return entry === undefined ? [] : entryMark(entry, sha256)
      })
    }
    return this.sales
      .filter(({ sale }) => sale.businessOn === grain)
      .map(({ sale: { eventId, hash, totalMinor, documentNo } }) => {
        const bytes = this.peer.tables.inbox.get(eventId)?.sha256 ?? ''
        return tillSaleMark({ eventId, bytes, hash, totalMinor, documentNo }, sha256)
      })
  }

  readonly pull: PullTransport = {
    pull: async ({ epoch, version }) => {
      this.#reach()
      if (epoch !== EPOCH) return { resync: 'EPOCH' }
      const changes = [...this.#changes.values()]
        .filter((change) => change.version > version)
        .map(({ document, version: at, isGone }) => {
          const change = toChange(document, at)
          return isGone ? { ...change, op: 'D' as const, data: null } : change
        })
      const head = this.#version
      const page: PullPage = { epoch, from: version, to: head, head, minVersion: 0, changes, more: false }
      return { page }
    },
    snapshot: async () => {
      this.#reach()
      return this.snapshotBytes()
    },
  }

  /** The whole catalogue in the form in which it is downloaded. */
  snapshotBytes(): AsyncIterable<Uint8Array> {
    const live = [...this.#changes.values()].filter((change) => !change.isGone)
    return snapshotOf(
      { epoch: EPOCH, version: this.#version },
      live.map(({ document, version }) => ({ ...document, version })),
      newHasher(),
    )
  }

  get documents(): readonly Document[] {
    return this.#documents
  }

  get #people() {
    return [{ userId: CASHIER, displayName: 'Ana', permissions: this.permissions }, ...this.colleagues]
  }

  #person(userId: UserId) {
    const person = this.#people.find((each) => each.userId === userId)
    if (person === undefined) throw new DomainError('PIN_WRONG')
    return person
  }

  #reach(): void {
    if (this.isRevoked && !this.isAway) throw new DomainError('DEVICE_REVOKED')
    if (this.isAway) throw new DomainError('STORE_UNREACHABLE')
  }

  async #check(signal: AbortSignal): Promise<Awaited<ReturnType<StoreApi['checkSale']>>> {
    this.#reach()
    this.checks += 1
    if (this.isSlow)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))
    if (this.refusal) throw this.refusal
    return { grossMinor: 0, discountMinor: 0, taxMinor: 0, totalMinor: this.expectedTotal() }
  }

  /** What the next `sales.check` answers as the total. */
  expectedTotal: () => number = () => 0

  #returnable(saleId: SaleId) {
    const original = this.sales.find(({ sale }) => sale.id === saleId)
    if (original === undefined) throw new DomainError('NOT_FOUND')
    const returnedOf = (lineId: SaleLineId) =>
      this.sales
        .flatMap(({ lines }) => lines)
        .filter((line) => line.originalLineId === lineId)
        .reduce((sum, line) => sum - line.quantityMilli, 0)
    return original.lines.map((line) => ({
      saleLineId: line.id,
      name: line.name,
      soldMilli: line.quantityMilli,
      returnedMilli: returnedOf(line.id),
      paidMinor: line.totalMinor,
      refundedMinor: 0,
    }))
  }
}

function choiceOf({ userId, displayName, permissions }: MemoryStore['colleagues'][number]) {
  return { userId, displayName, hasPin: true, canApprove: permissions.includes('pos:approve') }
}
