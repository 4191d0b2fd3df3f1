import { isIP } from 'node:net'
import { assert, type Clock } from '@pos/core'
import type { Access, Command } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import { isSync } from './paths.ts'
import { RateCounter } from './rate-counter.ts'

type RateLimit = {
  readonly perMinute: number
  /** By the network address of strangers; by the person and where he is signed in, the till or the store of others. */
  readonly countedBy: 'address' | 'caller'
}

/**
 * What one caller may ask within a minute, by the class of the route. Each class has a counter of its own: who exports
 * too much can still sell, and a flood of sign-ins does not end the sessions of those who share its address.
 *
 * The limits stop what has run away, such as a script in a loop with a manager's token. They are many times what a
 * person, a page or an import of a whole assortment asks, and no policy of a company.
 *
 * Three classes have none. Probes come from machines that must get an answer. What a store or a till synchronises is
 * bounded where it is sent, one batch at a time: a limit would only make the sales of two weeks arrive later. And no
 * sale of a customer who stands there is refused because others came before him. All three are shed when the process
 * cannot keep up (`overload.ts`), and counted in the metrics.
 */
export const RATE_LIMITS = {
  probe: undefined,
  sync: undefined,
  selling: undefined,
  'public read': { perMinute: 600, countedBy: 'address' },
  /** A whole office may share one address in the morning; wrong passwords and codes have stricter counters of their own. */
  'public write': { perMinute: 600, countedBy: 'address' },
  'session renewal': { perMinute: 600, countedBy: 'address' },
  device: { perMinute: 600, countedBy: 'caller' },
  read: { perMinute: 12_000, countedBy: 'caller' },
  write: { perMinute: 3_000, countedBy: 'caller' },
  /** Money, stock and what must be made once: an import sends thousands of them. */
  'keyed write': { perMinute: 6_000, countedBy: 'caller' },
  /** What costs far more than a row: as often as the live pages of one person read it while a whole chain sells. */
  heavy: { perMinute: 1_200, countedBy: 'caller' },
} as const satisfies Readonly<Record<string, RateLimit | undefined>>

/**
 * How often one caller is told within a minute that he lacks a right, whatever the class: each time leaves an entry in
 * the audit log, which a loop must not fill.
 */
export const DENIALS = { perMinute: 600, countedBy: 'caller' } as const satisfies RateLimit

export type RateClass = keyof typeof RATE_LIMITS

/** Counts a request whose caller is known. It throws RATE_LIMITED when he has asked too often. */
export type CountRequest = (request: FastifyRequest) => void

/** The one class of a command, from what its contract says; `access` is that of this kind of server. */
export function rateClassOf(command: Command, access: Access): RateClass {
  const { name, method, isKeyed, isHeavy, usesCookie } = command
  if (name.startsWith('system.')) return 'probe'
  if (isSync(command)) return 'sync'
  if (access === 'public') return usesCookie ? 'session renewal' : method === 'GET' ? 'public read' : 'public write'
  if (access === 'device' || access === 'peer') return 'device'
  if (isHeavy) return 'heavy'
  if (method === 'GET') return 'read'
  if (name.startsWith('sales.')) return 'selling'
  return isKeyed ? 'keyed write' : 'write'
}

/** The limit of a command in words, for the page of the API. */
export function rateInWords(command: Command, access: Access): string {
  const limit: RateLimit | undefined = RATE_LIMITS[rateClassOf(command, access)]
  return limit === undefined ? 'none' : `${limit.perMinute} a minute for each ${limit.countedBy}`
}

/** The counters of a server: routes of one class share theirs. */
export function createRateLimits(clock: Clock): {
  readonly requestsOf: (command: Command, access: Access) => CountRequest
  readonly denials: CountRequest
} {
  const countBy = (limit: RateLimit | undefined): CountRequest => {
    if (limit === undefined) return uncounted
    const counter = new RateCounter(clock, limit.perMinute)
    const subjectOf = limit.countedBy === 'address' ? networkOf : callerOf
    return (request) => counter.count(subjectOf(request))
  }
  const requests = new Map<string, CountRequest>(
    Object.entries(RATE_LIMITS).map(([name, limit]) => [name, countBy(limit)]),
  )
  return {
    requestsOf: (command, access) => requests.get(rateClassOf(command, access)) ?? uncounted,
    denials: countBy(DENIALS),
  }
}

function uncounted(): void {}

/** Whoever has one IPv6 address has 2^64 of them: they are counted as one. */
function networkOf({ ip }: FastifyRequest): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  // A proxy may hand on whatever somebody sent it.
  if (isIP(ip) !== 6) return isIP(ip) === 4 ? ip : 'unknown'
  const [address = ''] = ip.toLowerCase().split('%')
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':')
}

function callerOf({ caller }: FastifyRequest): string {
  assert(caller !== undefined && caller.kind !== 'public', 'a request was counted before its caller was known')
  if (caller.kind === 'user') return `${caller.tenantId}/${caller.userId}/${caller.appContext}`
  return caller.kind === 'peer' ? `${caller.tenantId}/${caller.peerId}` : caller.operatorId
}
