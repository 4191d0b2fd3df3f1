import { join, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'

/** One server process of the demo chain, before it runs. */
export type ServerPlan = {
  readonly name: string
  readonly title: string
  /** The areas of pages it serves. */
  readonly areas: readonly ('hq' | 'till' | 'store')[]
  /** The file that the pinned Node runs. */
  readonly entry: string
  /** Where its data lives. */
  readonly folder: string
  readonly port: number
  /** How the reader chooses another port, to end a sentence. */
  readonly portChoice: string
  readonly env: Readonly<Record<string, string>>
}

export type ChainPlan = {
  /** Where all data of the demo chain lives. */
  readonly folder: string
  readonly host: string
  readonly servers: readonly ServerPlan[]
}

type Env = Readonly<Record<string, string | undefined>>

const root = join(import.meta.dirname, '../../../..')
const storeEntry = join(root, 'apps/store-server/src/server.ts')
const loopback = '127.0.0.1'

/**
 * What runs where: head office and two stores, from the command line and the environment.
 *
 * @throws Refusal for a port that is no port
 */
export function chainPlan(options: { folder: string; portBase: string | undefined; env: Env }): ChainPlan {
  const { env } = options
  const folder = dataFolderOf(options.folder)
  const host = env.POS_HOST ?? loopback
  const base = options.portBase === undefined ? undefined : portNumber(options.portBase, '--port-base')
  const port = (variable: string, offset: number, normal: number) => {
    const text = env[variable]
    if (text !== undefined) return portNumber(text, variable)
    return base === undefined ? normal : base + offset
  }
  const hqPort = port('POS_HQ_PORT', 0, 5100)
  const store = (number: number, normal: number): ServerPlan => ({
    name: `store-${number}`,
    title: `Store ${number}`,
    areas: ['till', 'store'],
    entry: storeEntry,
    folder: join(folder, `store-${number}`),
    port: port(`POS_STORE_${number}_PORT`, number, normal),
    portChoice: portChoiceOf(`POS_STORE_${number}_PORT`),
    env: { POS_HQ_URL: httpAddress(hqPort) },
  })
  const hq: ServerPlan = {
    name: 'hq',
    title: 'Head office',
    areas: ['hq'],
    entry: join(root, 'apps/hq-server/src/server.ts'),
    folder: join(folder, 'hq'),
    port: hqPort,
    portChoice: portChoiceOf('POS_HQ_PORT'),
    env: {},
  }
  return { folder, host, servers: [hq, store(1, 5201), store(2, 5202)] }
}

export type ExtraStore = {
  readonly folder: string
  readonly port: string
  readonly hqUrl: string
  /** Undefined once the store is set up. */
  readonly token: string | undefined
  readonly env: Env
}

/**
 * One store server beside the chain.
 *
 * @throws Refusal for a port that is no port
 */
export function extraStorePlan({ folder: name, port, hqUrl, token, env }: ExtraStore): ChainPlan {
  const folder = dataFolderOf(name)
  const server: ServerPlan = {
    name: 'store',
    title: 'Store',
    areas: ['till', 'store'],
    entry: storeEntry,
    folder,
    port: portNumber(port, '--port'),
    portChoice: '--port <port>',
    env: { POS_HQ_URL: hqUrl, ...(token !== undefined && { POS_PROVISIONING_TOKEN: token }) },
  }
  return { folder, host: env.POS_HOST ?? loopback, servers: [server] }
}

/** The folder of the demo data as a path: below the workspace unless it is absolute. */
export function dataFolderOf(folder: string): string {
  return resolve(root, folder)
}

export function httpAddress(port: number): string {
  return `http://localhost:${port}`
}

function portChoiceOf(variable: string): string {
  return `${variable}=<port>, or three in a row with "npm start -- --port-base <port>"`
}

function portNumber(text: string, name: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_534) return port
  throw new Refusal(`${name} is "${text}", which is not a port: give a number from 1024 to 65533.`)
}
