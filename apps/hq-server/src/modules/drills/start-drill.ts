import { DomainError } from '@pos/core'
import { once, recordAudit, sha256, type CommandRequest } from '@pos/server-kit'
import type { DrillId, DrillRow, startDrill as startCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { reachedStore } from '../../reached-store.ts'
import type { StoreAsks } from '../../store-asks.ts'
import { nameOfUser } from './drill-repository.ts'

const MINUTE_MS = 60_000

/**
 * Lets a store begin a drill. The store keeps the book of it; head office hears of it again by its report. The same
 * request names the same drill, so that a repeated one cuts nothing twice.
 *
 * @throws DomainError VALIDATION_FAILED without a store, STORE_UNREACHABLE, or what the store refuses with
 */
export async function startDrill(
  { unitOfWork }: Pick<HqNeeds, 'unitOfWork'>,
  asks: StoreAsks,
  request: CommandRequest<typeof startCommand>,
) {
  const { ctx, caller, key, body } = request
  const { storeId, link, minutes } = body
  if (storeId === undefined) throw new DomainError('VALIDATION_FAILED')
  const startedById = caller.userId
  const id = drillIdOf(`${ctx.tenantId} ${startedById} ${key}`)
  await asks.ask(await reachedStore(unitOfWork, ctx, storeId), { kind: 'drill', id, startedById, link, minutes })
  return unitOfWork.write(ctx, 'drills.start', (unit) =>
    once(unit, request, async (): Promise<DrillRow> => {
      await recordAudit(unit, {
        category: 'sync',
        action: 'drills.start',
        entity: 'drill',
        entityId: id,
        after: { storeId, link, minutes },
      })
      return {
        id,
        storeId,
        link,
        startedAt: unit.at,
        startedById,
        startedByName: await nameOfUser(unit.tx, unit.tenantId, startedById),
        endsAt: unit.at + minutes * MINUTE_MS,
        endedAt: null,
        endedBy: null,
        endedById: null,
        findings: null,
      }
    }),
  )
}

/** A UUID of version 8, made from a text (RFC 9562, 5.8). */
function drillIdOf(text: string): DrillId {
  const hex = sha256(text)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
