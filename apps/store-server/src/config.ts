import { join } from 'node:path'
import { readMetricsToken, readOrigins } from '@pos/server-kit'

/** How a store server is told what to do: by its environment. */
export type StoreConfig = {
  readonly folder: string
  readonly host: string | undefined
  readonly port: number
  /** Where https is answered, once `pos cert` has made certificates. */
  readonly httpsPort: number
  /** What the build of the web client has written. */
  readonly webFolder: string
  /** Origins of pages that are served elsewhere and may ask here. */
  readonly origins: readonly string[]
  /** What whoever reads the metrics must bring; this machine alone reads them without. */
  readonly metricsToken: string | undefined
  /** Where head office is; remembered from the provisioning when it is not given. */
  readonly hqUrl: string | undefined
  /** Used once, by a server that belongs to no store yet. */
  readonly provisioningToken: string | undefined
}

const DEFAULT_PORT = 5201
/** 5201 and 6201: people remember one number. */
const HTTPS_OFFSET = 1_000

/** Where the server listens: on this machine only, until others can reach it by https, or the setting says otherwise. */
export const hostOf = ({ host }: StoreConfig, hasHttps: boolean): string => host ?? (hasHttps ? '::' : 'localhost')

/** @throws Error with one sentence when a value is not usable */
export function readConfig(env: NodeJS.ProcessEnv, workingFolder: string): StoreConfig {
  const port = portOf(env, 'POS_PORT', DEFAULT_PORT)
  const { POS_HQ_URL: hqUrl, POS_PROVISIONING_TOKEN: provisioningToken } = env
  if (provisioningToken !== undefined && hqUrl === undefined) {
    throw new Error('POS_PROVISIONING_TOKEN needs POS_HQ_URL: the address of head office that made the token.')
  }
  return {
    folder: env['POS_DATA'] ?? join(workingFolder, 'data', 'store'),
    host: env['POS_HOST'],
    port,
    httpsPort: portOf(env, 'POS_HTTPS_PORT', port + HTTPS_OFFSET),
    webFolder: env['POS_WEB'] ?? join(import.meta.dirname, '../../web-client/dist'),
    origins: readOrigins(env['POS_ORIGINS']),
    metricsToken: readMetricsToken(env),
    hqUrl,
    provisioningToken,
  }
}

function portOf(env: NodeJS.ProcessEnv, name: string, normal: number): number {
  const port = Number(env[name] ?? normal)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`${name} is "${env[name]}", which is not a port.`)
}
