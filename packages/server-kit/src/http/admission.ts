import { DomainError, type Awaitable } from '@pos/core'
import type { Access, Command, PermissionCode } from '@pos/shared-types'
import type { FastifyRequest, onRequestHookHandler, preValidationAsyncHookHandler } from 'fastify'
import { PUBLIC, type OperatorCaller, type UserCaller } from '../auth/caller.ts'
import { createPeerVerifier } from '../auth/peer-verifier.ts'
import { after, isPromise } from '../is-promise.ts'
import type { Needs } from './needs.ts'
import { ownPagesOnly } from './own-pages.ts'
import { isSync } from './paths.ts'
import { createRateLimits, type CountRequest } from './rate-limits.ts'
import { ValidationError } from './validation.ts'

/** The hooks that stand before a route: who is it, may he try, did he bring what the command needs. */
export type Admission = {
  readonly onRequest: onRequestHookHandler
  readonly preValidation?: preValidationAsyncHookHandler
}

type Check = (request: FastifyRequest) => Awaitable<void>

const KEY = /^[\x21-\x7e]{1,200}$/

/** Makes the hooks of each route once, so that a request only runs what its command needs. */
export function createAdmission(needs: Needs): (command: Command, access: Access) => Admission {
  const verifyPeer = createPeerVerifier(needs.peers, needs.clock)
  const refuseForeignPage = ownPagesOnly(needs)
  const { requestsOf, denials } = createRateLimits(needs.clock)

  function signed(command: Command, access: 'device' | 'peer', count: CountRequest): preValidationAsyncHookHandler {
    const isTimeChecked = !isSync(command)
    return async (request) => {
      const { method, url: target, headers, bodyBytes: body } = request
      const caller = await verifyPeer({ method, target, headers, body, isTimeChecked })
      if (access === 'device' && caller.peerKind !== 'device') throw new DomainError('DEVICE_NOT_ENROLLED')
      request.caller = caller
      needs.admit?.(caller)
      count(request)
    }
  }

  return (command, access) => {
    const requirePage = command.usesCookie ? refuseForeignPage : nothing
    const requireBoth = combine(requirePage, command.isKeyed ? assertKey : nothing)
    const count = requestsOf(command, access)
    if (access === 'public') return { onRequest: hook(combine(setPublic, combine(count, requireBoth))) }
    if (access === 'device' || access === 'peer') {
      return { onRequest: hook(requireBoth), preValidation: signed(command, access, count) }
    }
    return { onRequest: hook(combine(tokenCheck(access, needs, { count, denials }), requireBoth)) }
  }
}

type Counts = { readonly count: CountRequest; readonly denials: CountRequest }

function tokenCheck(access: 'self' | 'operator' | readonly PermissionCode[], needs: Needs, counts: Counts): Check {
  const admit = admitCaller(access, needs, counts)
  return (request) => {
    return after(needs.tokens.verify(bearerOf(request)), (caller) => admit(request, caller))
  }
}

function admitCaller(
  access: 'self' | 'operator' | readonly PermissionCode[],
  { access: rights, admit }: Needs,
  { count, denials }: Counts,
) {
  return (request: FastifyRequest, caller: UserCaller | OperatorCaller): Awaitable<void> => {
    request.caller = caller
    admit?.(caller)
    count(request)
    if (access === 'operator') {
      if (caller.kind !== 'operator') throw new DomainError('PERMISSION_DENIED', { permission: 'operator' })
      return
    }
    if (caller.kind !== 'user') throw new DomainError('AUTH_REQUIRED')
    if (access === 'self') return after(rights.isActive(caller), assertActive)
    return after(rights.mayAny(caller, access), (isAllowed) => {
      if (isAllowed) return undefined
      // Who is not here any more is told so, and not that he lacks a right.
      return after(rights.isActive(caller), (isActive) => {
        assertActive(isActive)
        denials(request)
        throw new DomainError('PERMISSION_DENIED', { permission: access.join(', ') })
      })
    })
  }
}

function assertActive(isActive: boolean): void {
  if (!isActive) throw new DomainError('AUTH_SESSION_ENDED')
}

function bearerOf(request: FastifyRequest): string {
  const header = request.headers.authorization ?? ''
  if (header.slice(0, 7).toLowerCase() !== 'bearer ') throw new DomainError('AUTH_REQUIRED')
  return header.slice(7)
}

function assertKey(request: FastifyRequest): void {
  const key = request.headers['idempotency-key']
  if (key === undefined || key === '') throw new DomainError('IDEMPOTENCY_KEY_MISSING')
  if (typeof key === 'string' && KEY.test(key)) return
  throw new ValidationError([{ path: 'headers.idempotency-key', problem: 'wrong_format' }])
}

function setPublic(request: FastifyRequest): void {
  request.caller = PUBLIC
}

function nothing(): void {}

function combine(first: Check, second: Check): Check {
  if (first === nothing) return second
  return second === nothing ? first : (request) => after(first(request), () => second(request))
}

/** A hook that goes on in the same turn when nothing had to be waited for. */
function hook(check: Check): onRequestHookHandler {
  return (request, _reply, done) => {
    try {
      const result = check(request)
      if (isPromise(result)) result.then(() => done(), done)
      else done()
    } catch (error) {
      done(error as Error)
    }
  }
}
