import { DomainError } from '@pos/core'
import {
  endSessions,
  handle,
  listRunning,
  recordAudit,
  revokeEverywhere,
  tellEnded,
  type AccessReader,
  type Route,
  type SessionRow,
} from '@pos/server-kit'
import {
  endSession as endCommand,
  listSessions as listCommand,
  logout as logoutCommand,
  revokeSessions as revokeCommand,
  type ResponseOf,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { SignInNeeds } from './sign-in-service.ts'
import { namesOfUsers } from './user-repository.ts'

type SessionView = ResponseOf<typeof listCommand>['items'][number]

/** Sessions at head office: one's own, and everybody's for who may end them. */
export function sessionRoutes(needs: SignInNeeds, access: AccessReader): readonly Route[] {
  const { unitOfWork, desk, ids } = needs
  return [
    handle(logoutCommand, async ({ ctx, caller, raw, serialise }) => {
      await unitOfWork.write(ctx, 'auth.logout', async (unit) => {
        if (caller.sessionId !== undefined) await endSessions(unit, 'signed_out', { id: caller.sessionId })
        await tellEnded(unit)
        await recordAudit(unit, actOn('auth.logout', 'session', caller.sessionId))
      })
      return desk.signedOut(raw, serialise({ isDone: true }))
    }),

    handle(listCommand, async ({ ctx, caller, query }) => {
      const isAll = query.whose === 'all'
      if (isAll && !(await access.mayAny(caller, ['hq:sessions.revoke'])))
        throw new DomainError('PERMISSION_DENIED', { permission: 'hq:sessions.revoke' })
      return unitOfWork.read(ctx, async (tx) => {
        const rows = await listRunning(tx, ctx.tenantId, ctx.at, isAll ? undefined : caller.userId)
        const userIds = rows.map(({ userId }) => userId)
        const names = await namesOfUsers(tx, ctx.tenantId, userIds)
        return { items: rows.map((row) => viewOf(row, names.get(row.userId) ?? '', caller.sessionId)) }
      })
    }),

    handle(endCommand, async ({ ctx, caller, params }) => {
      const mayOthers = await access.mayAny(caller, ['hq:sessions.revoke'])
      const userId = mayOthers ? undefined : caller.userId
      await unitOfWork.write(ctx, 'sessions.end', async (unit) => {
        const reason = mayOthers ? 'ended_by_admin' : 'ended_by_user'
        const ended = await endSessions(unit, reason, { id: params.id, userId })
        if (ended.length === 0) throw new DomainError('NOT_FOUND')
        await tellEnded(unit)
        await recordAudit(unit, actOn('sessions.end', 'session', params.id))
      })
      return { isDone: true }
    }),

    handle(revokeCommand, async ({ ctx, body }) => {
      const { userId, deviceId } = body
      if ((userId === undefined) === (deviceId === undefined)) throw new DomainError('NOT_FOUND')
      await unitOfWork.write(ctx, 'auth.revoke', async (unit) => {
        const table = userId === undefined ? sql.raw('devices') : sql.raw('users')
        const [known] = await unit.tx.query(
          sql`select 1 as known from ${table} where tenant_id = ${ctx.tenantId} and id = ${userId ?? deviceId}`,
        )
        if (!known) throw new DomainError('NOT_FOUND')
        await revokeEverywhere(unit, ids, { userId: userId ?? null, deviceId: deviceId ?? null }, 'ended_by_admin')
        await recordAudit(unit, actOn('auth.revoke', userId === undefined ? 'device' : 'user', userId ?? deviceId))
      })
      return { isDone: true }
    }),
  ]
}

const actOn = (action: string, entity: string, entityId: string | undefined) =>
  ({ category: 'auth', action, entity, entityId }) as const

function viewOf(row: SessionRow, displayName: string, current: string | undefined): SessionView {
  const { id, userId, appContext, ip, userAgent, createdAt, lastUsedAt, expiresAt } = row
  return {
    id,
    userId,
    displayName,
    appContext,
    ip,
    userAgent,
    createdAt,
    lastUsedAt,
    expiresAt,
    isCurrent: id === current,
  }
}
