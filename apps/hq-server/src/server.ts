import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbeddedPostgres, StartRefused } from '@pos/db'
import { createLog, listen, ListenRefused, systemClock, uuidv7Ids } from '@pos/server-kit'
import { openHq } from './app.ts'
import { readConfig } from './config.ts'

const log = createLog({ name: 'hq' })

async function start(): Promise<void> {
  const config = readConfig(process.env, process.cwd())
  await mkdir(config.folder, { recursive: true })
  const database = await openDatabase(config)
  const ports = { clock: systemClock, ids: uuidv7Ids, log }
  const { folder, webFolder, origins, proxies, metricsToken } = config
  const hq = await openHq({ folder, webFolder, origins, proxies, metricsToken, ...database, ...ports })
  const { url } = await listen({
    app: hq.app,
    host: config.host,
    port: config.port,
    log,
    close: async () => {
      await hq.close()
      await database.stop()
    },
  })
  log.info({ url }, 'head office listens')
  const token = await hq.firstRun.open()
  if (token !== undefined) process.stdout.write(firstRunNote(url, token))
}

/** Written past the log, which holds no secrets. */
function firstRunNote(url: string, token: string): string {
  return `\nThere is no company yet. Set it up at ${url}/hq with this token, good once and for 60 minutes:\n\n  ${token}\n\n`
}

type Database = { readonly ownerUrl: string; readonly appUrl: string; readonly stop: () => Promise<void> }

/** The database that was named, or our own PostgreSQL in the data folder. */
async function openDatabase({ folder, databaseUrl, databaseAppUrl }: ReturnType<typeof readConfig>): Promise<Database> {
  if (databaseUrl !== undefined && databaseAppUrl !== undefined) {
    return { ownerUrl: databaseUrl, appUrl: databaseAppUrl, stop: () => Promise.resolve() }
  }
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log })
  return { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, stop: () => postgres.stop() }
}

try {
  await start()
} catch (error) {
  if (!(error instanceof StartRefused) && !(error instanceof ListenRefused)) throw error
  log.fatal(error.message)
  process.exit(1)
}
