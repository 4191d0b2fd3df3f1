import { join } from 'node:path'
import { readMetricsToken, readOrigins } from '@pos/server-kit'

/** How a head office server is told what to do: by its environment. */
export type HqConfig = {
  /** Where keys, snapshots and the embedded PostgreSQL live. */
  readonly folder: string
  readonly host: string
  readonly port: number
  /** What the build of the web client has written. */
  readonly webFolder: string
  /** Origins of pages that are served elsewhere and may ask here. */
  readonly origins: readonly string[]
  /** What whoever reads the metrics must bring; this machine alone reads them without. */
  readonly metricsToken: string | undefined
  /** Addresses of the reverse proxies that speak https for this server; their forwarded headers are believed. */
  readonly proxies: readonly string[]
  /** Owner of another PostgreSQL, used for migrations; the embedded one is started when it is not given. */
  readonly databaseUrl: string | undefined
  /** The role head office works as on that PostgreSQL. */
  readonly databaseAppUrl: string | undefined
}

const DEFAULT_PORT = 5100

/** @throws Error with one sentence when a value is not usable */
export function readConfig(env: NodeJS.ProcessEnv, workingFolder: string): HqConfig {
  const port = Number(env['POS_PORT'] ?? DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`POS_PORT is "${env['POS_PORT']}", which is not a port.`)
  const { DATABASE_URL: databaseUrl, DATABASE_APP_URL: databaseAppUrl } = env
  if (databaseUrl !== undefined && databaseAppUrl === undefined) {
    throw new Error(
      'DATABASE_URL is the owner of the database; DATABASE_APP_URL must name the role head office works as.',
    )
  }
  return {
    folder: env['POS_DATA'] ?? join(workingFolder, 'data', 'hq'),
    host: env['POS_HOST'] ?? 'localhost',
    port,
    webFolder: env['POS_WEB'] ?? join(import.meta.dirname, '../../web-client/dist'),
    origins: readOrigins(env['POS_ORIGINS']),
    metricsToken: readMetricsToken(env),
    proxies: (env['POS_PROXIES'] ?? '').split(',').flatMap((each) => each.trim() || []),
    databaseUrl,
    databaseAppUrl,
  }
}
