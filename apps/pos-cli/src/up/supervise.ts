import type { ChainPlan } from './chain-plan.ts'
import { ServerProcess } from './server-process.ts'
import type { StopRequests } from './stop-requests.ts'

type Log = (line: string) => void

/**
 * Starts the servers of a plan, prints `table` once all are ready, and keeps them until a stop is requested or one of
 * them ends by itself; then it stops the others. Returns the exit code: 0 after a requested stop.
 */
export async function superviseChain(
  plan: ChainPlan,
  stop: StopRequests,
  log: Log,
  table: () => string,
): Promise<number> {
  if (stop.requested.aborted) return 0
  const servers = plan.servers.map((server) => new ServerProcess(plan, server))
  const stopped = new Promise<'stopped'>((resolve) =>
    stop.requested.addEventListener('abort', () => resolve('stopped'), { once: true }),
  )
  const failed = Promise.race(servers.map(async (server) => ({ server, end: await server.ended })))
  const over = new AbortController()
  const starting = AbortSignal.any([stop.requested, over.signal])
  const ready = Promise.all(servers.map((server) => announceReady(server, starting, log)))

  let outcome = await Promise.race([ready.then(() => 'ready' as const), failed, stopped])
  if (outcome === 'ready') {
    log(table())
    outcome = await Promise.race([failed, stopped])
  }
  over.abort()
  // Ctrl-C reaches the servers too, and one of them may be gone before this process has seen it.
  const failure = outcome === 'stopped' || stop.requested.aborted ? undefined : outcome
  log(failure === undefined ? 'Stopping' : explainEnd(failure.server, failure.end))
  await Promise.all(servers.map((server) => server.stop(stop.insisted)))
  return failure === undefined ? 0 : 1
}

async function announceReady(server: ServerProcess, signal: AbortSignal, log: Log): Promise<void> {
  const startedAt = performance.now()
  const isReady = await server.ready(signal)
  if (isReady) log(`${server.plan.title} is ready (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
}

function explainEnd(server: ServerProcess, end: string): string {
  return `${server.lastLines(15)}\n${server.plan.title} ended by itself (${end}); its whole log is ${server.logFile}`
}
