import { assert, DomainError, type Context } from '@pos/core'
import type { Command } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import type { Needs } from '../http/needs.ts'
import { problemOf } from '../http/problem.ts'
import { contextOf, NO_TENANT } from '../http/request-of.ts'
import type { AuditDesk } from './audit-desk.ts'

/** Malformed, too much, too often, or the server is busy: nobody tried the act yet. */
const NOT_AN_ACT: readonly number[] = [400, 413, 415, 429, 503]
/** An address is refused before it is read as what it should be: anything may stand in it. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const REFUSED_PERSON: readonly number[] = [401, 403]

export function isAudited({ audit }: Command): boolean {
  return audit !== undefined && audit !== 'none'
}

/**
 * Notes a request that a known caller was refused: any permission he lacks, and every other refusal of a command whose
 * acts are audited. Strangers are not noted here: they could fill the log, and a sign-in notes itself.
 */
export async function noteRefusal(error: unknown, request: FastifyRequest, needs: Needs): Promise<void> {
  const command = request.routeOptions.config.command
  const { caller } = request
  if (command === undefined || caller === undefined) return
  const { status, code } = problemOf(error, 'en', request.id)
  const isDenied = REFUSED_PERSON.includes(status)
  if (!isNoted(command, code, status, isDenied)) return
  const ctx = contextOf(caller, request, needs)
  if (ctx.tenantId === NO_TENANT) return
  const permission = error instanceof DomainError ? error.params['permission'] : undefined
  await needs.audit.refused(ctx, {
    category: command.audit === undefined || command.audit === 'none' ? 'permission' : command.audit,
    action: command.name,
    outcome: isDenied ? 'denied' : 'failed',
    entityId: idIn(request.params),
    after: { code, permission },
  })
}

/**
 * A command that is always audited and did what it should has left one entry, and no second one.
 *
 * @throws InvariantError when its author has forgotten `recordAudit`, or two places call it
 */
export async function assertNoted(desk: AuditDesk, ctx: Context, { name }: Command): Promise<void> {
  if (ctx.tenantId === NO_TENANT) return
  const count = await desk.countNoted(ctx)
  assert(count === 1, `${name} has left ${count === 0 ? 'no audit entry' : 'more than one audit entry'}`)
}

function isNoted(command: Command, code: string, status: number, isDenied: boolean): boolean {
  if (code === 'PERMISSION_DENIED') return true
  if (!isAudited(command) || NOT_AN_ACT.includes(status) || code.startsWith('IDEMPOTENCY_')) return false
  return isDenied || command.isAuditedByContent !== true
}

function idIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('id' in params)) return undefined
  return typeof params.id === 'string' && UUID.test(params.id) ? params.id : undefined
}
