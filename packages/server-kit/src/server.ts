import websocket from '@fastify/websocket'
import type { Access, Command } from '@pos/shared-types'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Route } from './handle.ts'
import { createAdmission } from './http/admission.ts'
import { BootRefused, commandFaults, watchRoutes } from './http/boot-check.ts'
import { allowOrigins } from './http/cors.ts'
import { publishDocs } from './http/docs.ts'
import { protectAnswers } from './http/headers.ts'
import { acceptOnlyJson } from './http/json-body.ts'
import { leadToHttps } from './http/lead-to-https.ts'
import { publishMetrics, type MetricSources } from './http/metrics.ts'
import type { Needs } from './http/needs.ts'
import { answerNotFound } from './http/not-found.ts'
import { shedOverload } from './http/overload.ts'
import { answerWithProblems, sendProblem } from './http/problem-answers.ts'
import { registerRoute } from './http/register-route.ts'
import { byTicketToo } from './http/socket-admission.ts'
import { createClientErrorHandler, PATIENCE, serverPatience, type Patience } from './http/slow-clients.ts'
import { systemRoutes, type ReadinessCheck } from './http/system.ts'
import { compileValidator } from './http/validation.ts'
import type { ServerModule } from './module.ts'

/** `metricsToken` is what whoever reads the metrics must bring; this machine alone reads them without. */
export type ServerOptions = Needs &
  MetricSources & {
    /** What `/api/v1/version` and the API page call this server. */
    readonly name: string
    readonly version: string
    /** In the order in which their rules run. */
    readonly modules: readonly ServerModule[]
    /** Called when every module has registered its rules. */
    readonly seal?: () => void
    readonly readiness?: readonly ReadinessCheck[]
    /** Shorter only in tests. */
    readonly patience?: Patience
    /** Addresses of reverse proxies whose forwarded headers count. Nobody's, unless told. */
    readonly trustProxy?: readonly string[]
    /** Where this server answers https too: plain http from other machines leads there. */
    readonly httpsPort?: number | undefined
    /** Adds what is not a command, such as the files of the web client. It cannot answer below `/api/v1` or `/sync/v1`. */
    readonly extend?: (app: FastifyInstance) => void | Promise<void>
  }

const BODY_LIMIT = 64 * 1024
const SOCKET_LIMIT = 64 * 1024

/**
 * The HTTP app of a server, complete and checked, not yet listening.
 *
 * @throws BootRefused when a route is not declared, or a declaration leaves a door open
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { kind, log, name, version, modules, readiness = [] } = options
  const app = createApp(options)
  const undeclared = watchRoutes(app)
  const routes = [...systemRoutes(name, version, readiness), ...modules.flatMap((module) => module.routes ?? [])]
  const commands = routes.map((route) => route.command)

  acceptOnlyJson(app)
  protectAnswers(app, kind)
  answerWithProblems(app, options)
  answerNotFound(app, commands, log)
  if (options.httpsPort !== undefined) leadToHttps(app, options.httpsPort)
  await allowOrigins(app, options.origins ?? [])
  // Before whatever may refuse: it ends the connection of a refused upgrade, if it has seen the request.
  if (routes.some((route) => route.connect)) await app.register(websocket, { options: { maxPayload: SOCKET_LIMIT } })
  await shedOverload(app)
  publishMetrics(app, options)
  await publishDocs(app, options)

  for (const module of modules) module.rules?.()
  options.seal?.()
  const faults = commandFaults(commands, kind)
  if (faults.length > 0) throw new BootRefused(faults)
  await app.register(async (scope) => addRoutes(scope, routes, options))
  await options.extend?.(app)
  await app.ready()
  if (undeclared().length > 0) throw new BootRefused(undeclared())
  return app
}

function createApp({ log, ids, trustProxy, patience = PATIENCE }: ServerOptions): FastifyInstance {
  // A server says itself where it listens; Fastify would say it once for each address.
  const loggerInstance: FastifyBaseLogger = log.isLevelEnabled('info') ? log.child({}, { level: 'warn' }) : log
  const app = fastify({
    loggerInstance,
    // Requests are counted, not written down; what goes wrong is logged by the problem answers with its trace id.
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent) => parent,
    genReqId: () => ids.next(),
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: patience.requestMs,
    http: serverPatience(patience),
    clientErrorHandler: createClientErrorHandler(ids),
    exposeHeadRoutes: false,
    trustProxy: trustProxy === undefined ? false : [...trustProxy],
    // What the router refuses before any route: a path that cannot be decoded.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply, log),
  })
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.decorateRequest('caller', undefined)
  return app
}

function addRoutes(app: FastifyInstance, routes: readonly Route[], needs: Needs): void {
  const admissionOf = createAdmission(needs)
  for (const route of routes) {
    const access = accessOf(route.command, needs)
    const admission = admissionOf(route.command, access)
    registerRoute(app, route, route.connect ? byTicketToo(admission, access, needs) : admission, needs)
  }
}

function accessOf(command: Command, { kind }: Needs): Access {
  const access = command.access[kind]
  if (access === undefined) throw new BootRefused([`${command.name}: declares no access at this kind of server`])
  return access
}
