import { DomainError, type Awaitable, type Context, type Unit, type UnitOfWork } from '@pos/core'
import type { HqTx, StoreTx } from '@pos/db'
import {
  getParked,
  listParked,
  repairParked,
  type BodyOf,
  type EventId,
  type ParkedRow,
  type ResponseOf,
  type TenantId,
  type UserId,
} from '@pos/shared-types'
import { StillParked, type Repair } from '@pos/sync-engine'
import { recordAudit } from '../audit/record-audit.ts'
import { handle, type Route } from '../handle.ts'
import { once } from '../idempotency.ts'
import { findKept, listKept, markSettled, markTried, type KeptEvent, type KeptRow } from './quarantine.ts'

type Tx = HqTx | StoreTx
type Ask = BodyOf<typeof repairParked>
type Settled = ResponseOf<typeof repairParked>

export type QuarantineDesk<T extends Tx> = {
  readonly unitOfWork: UnitOfWork<T>
  readonly repair: Repair<T>
  /** What people are called; each engine keeps them elsewhere. */
  readonly namesOf: (tx: T, tenantId: TenantId, ids: readonly UserId[]) => Awaitable<ReadonlyMap<UserId, string>>
  /** Told after an event was settled. */
  readonly onSettled: (ctx: Context) => void
}

/** Shows what was set aside and lets a person settle it: the same at head office and in a store. */
export function quarantineRoutes<T extends Tx>(desk: QuarantineDesk<T>): Route[] {
  const { unitOfWork } = desk
  return [
    handle(listParked, ({ ctx, query: { isSettled = false, storeId, limit = 100 } }) =>
      unitOfWork.read(ctx, async (tx) => {
        const { rows, total } = await listKept(tx, ctx.tenantId, { isSettled, storeId, limit })
        return { items: await shown(desk, tx, ctx.tenantId, rows), total }
      }),
    ),
    handle(getParked, ({ ctx, params, query }) =>
      unitOfWork.read(ctx, async (tx) => {
        const kept = await findKept(tx, { tenantId: ctx.tenantId, eventId: params.id, sha256: query.sha256 })
        if (kept === undefined) throw new DomainError('NOT_FOUND')
        const [row] = await shown(desk, tx, ctx.tenantId, [kept])
        if (row === undefined) throw new DomainError('NOT_FOUND')
        return { ...row, ...placeOf(kept), payload: kept.text, correction: kept.correction?.payload ?? null }
      }),
    ),
    handle(repairParked, async (request) => {
      const { ctx, params, body } = request
      try {
        const answer = await unitOfWork.write(ctx, 'sync.repair', (unit) =>
          once(unit as Unit<HqTx>, request, () => settle(desk.repair, unit, params.id, body)),
        )
        desk.onSettled(ctx)
        return answer
      } catch (error) {
        if (error instanceof StillParked && body.act === 'rerun') {
          const key = { tenantId: ctx.tenantId, eventId: params.id, sha256: body.sha256 }
          const { reason } = error
          await unitOfWork.write(ctx, 'sync.still-parked', ({ tx }) => markTried(tx, key, reason))
        }
        throw error
      }
    }),
  ]
}

async function settle<T extends Tx>(repair: Repair<T>, unit: Unit<T>, eventId: EventId, ask: Ask): Promise<Settled> {
  const key = { tenantId: unit.tenantId, eventId, sha256: ask.sha256 }
  const kept = await findKept(unit.tx, key, true)
  if (kept === undefined) throw new DomainError('NOT_FOUND')
  if (kept.state !== 'parked') throw new DomainError('SYNC_SETTLED')
  const codes = await carryOut(repair, unit, kept, ask)
  const state = ask.act === 'discard' ? 'discarded' : 'repaired'
  const reason = ask.act === 'rerun' ? undefined : ask.reason
  const correction = reason === undefined ? null : { reason, ...(ask.act === 'correct' && { payload: ask.payload }) }
  await markSettled(unit.tx, key, { state, correction, by: unit.userId ?? null, at: unit.at })
  await noteRepair(unit, kept, ask.act, reason, codes)
  return { state, codes: [...codes] }
}

/** The event takes effect as if its sender had brought it now. */
async function carryOut<T extends Tx>(repair: Repair<T>, unit: Unit<T>, kept: KeptEvent, ask: Ask) {
  const { parked, storeId, deviceId } = kept
  if (parked === undefined) throw new StillParked({ code: 'SYNC_UPGRADE_NEEDED', detail: 'too little of it was kept' })
  const sender: Unit<T> = {
    ...unit,
    storeId,
    deviceId: deviceId ?? undefined,
    userId: undefined,
    sessionId: undefined,
    appContext: 'peer',
  }
  if (ask.act !== 'discard') return repair.take(sender, parked, ask.act === 'correct' ? ask.payload : undefined)
  await repair.discard(sender, parked)
  return ['SYNC_DISCARDED']
}

function noteRepair(
  unit: Unit<Tx>,
  { eventId, storeId, type, code }: KeptEvent,
  act: Ask['act'],
  reason: string | undefined,
  codes: readonly string[],
): Awaitable<void> {
  // Both engines take the same entry; which one it is makes no difference to it.
  return recordAudit({ ...unit, storeId } as Unit<HqTx>, {
    category: 'sync',
    action: `sync.${act}`,
    entity: 'event',
    entityId: eventId,
    before: { type, code },
    after: { codes: codes.join(' '), ...(reason !== undefined && { reason }) },
  })
}

async function shown<T extends Tx>(
  { namesOf }: QuarantineDesk<T>,
  tx: T,
  tenantId: TenantId,
  rows: readonly KeptRow[],
): Promise<ParkedRow[]> {
  const ids = new Set(rows.flatMap(({ settledById }) => settledById ?? []))
  const names = ids.size === 0 ? new Map<UserId, string>() : await namesOf(tx, tenantId, [...ids])
  return rows.map((row) => ({
    eventId: row.eventId,
    sha256: row.sha256,
    storeId: row.storeId,
    deviceId: row.deviceId,
    type: row.type,
    code: row.code,
    detail: row.detail.slice(0, 2_000),
    attempts: row.attempts,
    state: row.state,
    parkedAt: row.parkedAt,
    settledAt: row.settledAt,
    settledByName: row.settledById === null ? null : (names.get(row.settledById) ?? null),
    reason: row.correction?.reason ?? null,
  }))
}

function placeOf({ parked }: KeptEvent) {
  const event = parked?.event
  return {
    aggregateType: event?.aggregateType ?? null,
    aggregateId: event?.aggregateId ?? null,
    aggregateSeq: event?.aggregateSeq ?? null,
  }
}
