import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

export type ListenOptions = {
  readonly app: FastifyInstance
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly log: Logger
  /** Closes what stands behind the app, after the last answer: databases, timers, sockets. */
  readonly close: () => Promise<void>
}

export type Listening = { readonly url: string; readonly close: () => Promise<void> }

/** Why a server cannot listen, in one sentence for the person who started it. */
export class ListenRefused extends Error {
  override readonly name = 'ListenRefused'
}

/** How long answers under way and connections may take to end. */
const APP_MS = 3_000
const CLOSE_MS = 7_000

/**
 * Listens, and closes within seven seconds when the process is asked to stop or its parent goes away.
 *
 * @throws ListenRefused when the port is taken or may not be used
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { app, host, port, log } = options
  const url = await app.listen({ host, port }).catch((error: unknown) => {
    throw refusal(error, host, port)
  })
  let closing: Promise<void> | undefined
  const close = () => (closing ??= closeInTime(options).finally(release))
  const release = onStop((reason) => {
    if (closing !== undefined) return
    log.info({ reason }, 'closing')
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed')
        process.exit(1)
      },
    )
  })
  return { url, close }
}

/** Calls `stop` when the process is asked to end; gives what takes that back. */
function onStop(stop: (reason: string) => void): () => void {
  const orphaned = () => stop('the parent process has gone')
  process.on('SIGINT', stop).on('SIGTERM', stop).on('disconnect', orphaned)
  return () => process.off('SIGINT', stop).off('SIGTERM', stop).off('disconnect', orphaned)
}

/** What stands behind the app is closed even when a connection does not let go: a database must not outlive its server. */
async function closeInTime({ app, log, close }: ListenOptions): Promise<void> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`not closed within ${CLOSE_MS} ms`)), CLOSE_MS).unref()
  })
  const cut = setTimeout(() => app.server.closeAllConnections(), APP_MS - 1_000)
  const impatient = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), APP_MS).unref())
  try {
    const outcome = await Promise.race([app.close(), impatient])
    if (outcome === 'late') log.warn('a connection did not end in time')
    await Promise.race([close(), late])
  } finally {
    clearTimeout(cut)
  }
}

function refusal(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenRefused(`Port ${port} on ${host} is taken: stop what uses it, or choose another port.`)
    case 'EACCES':
      return new ListenRefused(`Port ${port} may not be opened by this user: choose one above 1023.`)
    case 'EADDRNOTAVAIL':
      return new ListenRefused(`This machine has no address ${host}.`)
    default:
      return error
  }
}
