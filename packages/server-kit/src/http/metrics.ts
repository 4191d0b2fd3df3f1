import type { Awaitable } from '@pos/core'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from '@prometheus-io/client'
import { SYNC_ALARMS, type ErrorCode, type SyncAlarm } from '@pos/shared-types'
import type { FastifyInstance } from 'fastify'
import { hashWork } from '../secrets/secret-hasher.ts'
import { SYNC_INCIDENTS, type SyncIncidents } from '../sync/incidents.ts'
import { createMetricsDoor } from './metrics-door.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request was refused, once it was. */
    refusal: Refused | undefined
  }
}

type Refused = { readonly code: ErrorCode; readonly permission: string | undefined }

/** How many sessions this server keeps up. */
export type SessionCount = () => Awaitable<number>

/** How far sync is, in all companies of this server. */
export type SyncFigures = {
  readonly pending: number
  readonly oldestPendingMs: number
  readonly parked: number
  readonly quarantined: number
  /** One for each node of which somebody should know. */
  readonly alarms: readonly SyncAlarm[]
}

/** What a server shows beside its own work, and what whoever reads it must bring. */
export type MetricSources = {
  readonly countSessions?: SessionCount | undefined
  readonly syncFigures?: (() => Awaitable<SyncFigures>) | undefined
  readonly incidents?: SyncIncidents | undefined
  readonly metricsToken?: string | undefined
  /** Told of every request that was refused. */
  readonly onRefused?: ((code: ErrorCode) => void) | undefined
}

const BUCKETS_S = [0.001, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5]
const HASH_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]
/** Commands by which people come in, and by what. */
const WAYS: Readonly<Record<string, string>> = {
  'auth.login': 'password',
  'auth.login-totp': 'code',
  'auth.refresh': 'refresh',
  'pin.unlock': 'pin',
}
/** However often somebody asks for the metrics, the database is asked this often at most. */
const COUNTED_EVERY_MS = 15_000

/**
 * Prometheus text at `/metrics`: the process, answers per route, and how people come in and are refused. Labels are
 * routes, error codes and permissions, never what somebody typed.
 *
 * What whoever asks must bring is `metricsToken`; without one only this machine is told.
 */
export function publishMetrics(
  app: FastifyInstance,
  { countSessions, syncFigures, incidents, metricsToken: token, onRefused }: MetricSources,
): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  countAnswers(app, registry)
  countRefusals(app, registry, onRefused)
  watchHashing(app, registry)
  if (countSessions !== undefined) {
    showGauge(registry, 'pos_sessions', 'Sessions that have neither ended nor expired', nowAndThen(countSessions))
  }
  if (syncFigures !== undefined) showSync(registry, nowAndThen(syncFigures))
  if (incidents !== undefined) showIncidents(registry, incidents)
  const letIn = createMetricsDoor(token)
  app.get('/metrics', async (request, reply) => {
    letIn(request)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  app.addHook('onClose', () => registry.clear())
}

function countAnswers(app: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request.routeOptions
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    durations.observe({ method: String(method), route: url ?? 'none', status }, reply.elapsedTime / 1000)
    done()
  })
}

function countRefusals(app: FastifyInstance, registry: Registry, onRefused: MetricSources['onRefused']): void {
  const registers = [registry]
  const refusals = new Counter({
    name: 'pos_refusals_total',
    help: 'Requests that were refused, by error code',
    labelNames: ['code'],
    registers,
  })
  const denials = new Counter({
    name: 'pos_permission_denials_total',
    help: 'Requests for which a permission was missing',
    labelNames: ['permission'],
    registers,
  })
  const signIns = new Counter({
    name: 'pos_sign_ins_total',
    help: 'Attempts to come in, by way and outcome: OK or the error code',
    labelNames: ['way', 'outcome'],
    registers,
  })
  app.decorateRequest('refusal', undefined)
  app.addHook('onResponse', ({ routeOptions, refusal }, _reply, done) => {
    const way = WAYS[routeOptions.config.command?.name ?? '']
    if (way !== undefined) signIns.inc({ way, outcome: refusal?.code ?? 'OK' })
    if (refusal !== undefined) {
      refusals.inc({ code: refusal.code })
      onRefused?.(refusal.code)
    }
    if (refusal?.permission !== undefined) denials.inc({ permission: refusal.permission })
    done()
  })
}

function watchHashing(app: FastifyInstance, registry: Registry): void {
  const registers = [registry]
  const duration = new Histogram({
    name: 'pos_hash_duration_seconds',
    help: 'Time to hash a password or a PIN',
    buckets: HASH_BUCKETS_S,
    registers,
  })
  const wait = new Histogram({
    name: 'pos_hash_wait_seconds',
    help: 'Time a password or a PIN waited to be hashed',
    buckets: HASH_BUCKETS_S,
    registers,
  })
  showGauge(registry, 'pos_hashes_running', 'Hashes under way', () => hashWork.running)
  showGauge(registry, 'pos_hashes_waiting', 'Hashes that wait for their turn', () => hashWork.waiting)
  const stopWatching = hashWork.watch((waitedMs, tookMs) => {
    wait.observe(waitedMs / 1000)
    duration.observe(tookMs / 1000)
  })
  app.addHook('onClose', stopWatching)
}

function showSync(registry: Registry, read: () => Promise<SyncFigures>): void {
  const show = (name: string, help: string, of: (figures: SyncFigures) => number) =>
    showGauge(registry, `pos_sync_${name}`, help, async () => of(await read()))
  show('pending', 'Events that have not reached head office, as far as this node knows', ({ pending }) => pending)
  show('oldest_pending_seconds', 'Age of the oldest of them', ({ oldestPendingMs }) => oldestPendingMs / 1000)
  show('parked', 'Events of this node that the node above has set aside', ({ parked }) => parked)
  show('quarantined', 'Events that this node has set aside', ({ quarantined }) => quarantined)
  const alarms: Gauge<'kind'> = new Gauge({
    name: 'pos_sync_alarms',
    help: 'Nodes of which somebody should know, by kind',
    labelNames: ['kind'],
    registers: [registry],
    collect: async () => {
      const { alarms: raised } = await read()
      for (const kind of SYNC_ALARMS) alarms.set({ kind }, raised.filter((each) => each === kind).length)
    },
  })
}

/** Asks at most every few seconds, whoever wants to know, and once for all who ask together. */
function nowAndThen<Value>(ask: () => Awaitable<Value>): () => Promise<Value> {
  let askedAt = Number.NEGATIVE_INFINITY
  let last: Promise<Value> | undefined
  return () => {
    if (last !== undefined && performance.now() - askedAt < COUNTED_EVERY_MS) return last
    askedAt = performance.now()
    last = Promise.resolve(ask())
    // What could not be counted now is asked again by the next.
    last.catch(() => (last = undefined))
    return last
  }
}

function showIncidents(registry: Registry, incidents: SyncIncidents): void {
  const gauge: Gauge<'kind'> = new Gauge({
    name: 'pos_sync_incidents_total',
    help: 'What sync healed by itself and somebody should know of, by kind',
    labelNames: ['kind'],
    registers: [registry],
    collect: () => {
      for (const kind of SYNC_INCIDENTS) gauge.set({ kind }, incidents.countOf(kind))
    },
  })
}

/** A number that is read when somebody asks. */
function showGauge(registry: Registry, name: string, help: string, read: () => Awaitable<number>): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect: async () => gauge.set(await read()),
  })
}
