import { DomainError } from '@pos/core'
import { endSessions, handle, listRunning, recordAudit, type Route } from '@pos/server-kit'
import { endSession as endCommand, listSessions as listCommand, logout as logoutCommand } from '@pos/shared-types'
import { findPerson } from './person-repository.ts'
import type { SignInNeeds } from './sign-in-routes.ts'

/** Sessions at this store: one's own, and everybody's for who runs it. */
export function sessionRoutes({ unitOfWork, access, desk, sessions }: SignInNeeds): readonly Route[] {
  return [
    handle(logoutCommand, async ({ ctx, caller, raw, serialise }) => {
      const { sessionId } = caller
      if (sessionId !== undefined) {
        await unitOfWork.write(ctx, 'auth.logout', async (unit) => {
          await endSessions(unit, 'signed_out', { id: sessionId })
          recordAudit(unit, actOn('auth.logout', sessionId))
        })
        sessions.end([sessionId])
      }
      return desk.signedOut(raw, serialise({ isDone: true }))
    }),

    handle(listCommand, async ({ ctx, caller, query }) => {
      const isAll = query.whose === 'all'
      if (isAll && !(await access.mayAny(caller, ['store:employees.manage'])))
        throw new DomainError('PERMISSION_DENIED', { permission: 'store:employees.manage' })
      return unitOfWork.read(ctx, async (tx) => {
        const rows = await listRunning(tx, ctx.tenantId, ctx.at, isAll ? undefined : caller.userId)
        return {
          items: rows.map(({ id, userId, appContext, ip, userAgent, createdAt, lastUsedAt, expiresAt }) => ({
            id,
            userId,
            displayName: findPerson(tx.catalog, userId)?.displayName ?? '',
            appContext,
            ip,
            userAgent,
            createdAt,
            lastUsedAt,
            expiresAt,
            isCurrent: id === caller.sessionId,
          })),
        }
      })
    }),

    handle(endCommand, async ({ ctx, caller, params }) => {
      const mayOthers = await access.mayAny(caller, ['store:employees.manage'])
      const userId = mayOthers ? undefined : caller.userId
      const reason = mayOthers ? 'ended_by_admin' : 'ended_by_user'
      const ended = await unitOfWork.write(ctx, 'sessions.end', async (unit) => {
        const found = await endSessions(unit, reason, { id: params.id, userId })
        if (found.length === 0) throw new DomainError('NOT_FOUND')
        recordAudit(unit, actOn('sessions.end', params.id))
        return found
      })
      sessions.end(ended)
      return { isDone: true }
    }),
  ]
}

const actOn = (action: string, entityId: string) => ({ category: 'auth', action, entity: 'session', entityId }) as const
