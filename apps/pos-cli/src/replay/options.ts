import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { people } from '../demo/catalogue/people.ts'
import { company, stores } from '../demo/catalogue/stores.ts'
import { Refusal } from '../refusal.ts'
import { httpAddress } from '../up/chain-plan.ts'
import { runningMarkName } from '../up/running-mark.ts'
import type { Account } from './api/server-client.ts'

export type ReplayOptions = {
  readonly file: string
  readonly storeCode: string
  readonly registerCode: string
  /** How many invoices of the file are taken, those of which nothing is rung up included. */
  readonly limit: number
  readonly isClient: boolean
  readonly hqUrl: string
  readonly storeUrl: string
  /** Someone who may change products and stores at head office. */
  readonly admin: Account
  /** Someone who may enrol devices at the store, sell, and take back without a receipt. */
  readonly manager: Account
  readonly pin: string
  /** Where the till keeps its journal and its key. */
  readonly folder: string
}

export type ReplayArgs = {
  readonly file: string
  readonly store: string
  readonly limit?: string | undefined
  readonly register?: string | undefined
  readonly asClient: boolean
  readonly data: string
  readonly hqUrl?: string | undefined
  readonly storeUrl?: string | undefined
  readonly tenant?: string | undefined
  readonly admin?: string | undefined
  readonly manager?: string | undefined
  readonly pin?: string | undefined
}

const REGISTER_CODE = /^[A-Z0-9]{1,8}$/

/**
 * What the command line says; what it does not say is that of the running demo chain.
 *
 * @throws Refusal for what cannot be understood, and for what nobody said
 */
export function replayOptions(args: ReplayArgs): ReplayOptions {
  const ports = runningPorts(args.data)
  const registerCode = args.register ?? (args.asClient ? 'REPLAYC' : 'REPLAY')
  if (!REGISTER_CODE.test(registerCode))
    throw new Refusal(`--register is "${registerCode}": one to eight of A-Z and 0-9.`)
  const tenant = args.tenant ?? company.slug
  const manager = people.find(({ roles }) =>
    roles.some((role) => role.roleCode === 'store_manager' && role.storeCode === args.store),
  )
  return {
    file: args.file,
    storeCode: args.store,
    registerCode,
    limit: args.limit === undefined ? Infinity : wholeNumber(args.limit),
    isClient: args.asClient,
    hqUrl: args.hqUrl ?? address('--hq-url', ports[0]),
    storeUrl: args.storeUrl ?? address('--store-url', storePort(ports, args.store)),
    admin: account(
      '--admin',
      args.admin,
      people.find(({ isSuperAdmin, roles }) => !isSuperAdmin && roles.some(({ roleCode }) => roleCode === 'hq_admin')),
      tenant,
    ),
    manager: account('--manager', args.manager, manager),
    pin: args.pin ?? manager?.pin ?? missing('--pin'),
    folder: join(args.data, 'replay', `${args.store}-${registerCode}`),
  }
}

/** Ports of head office and the stores of a chain that runs on `folder`; none when none does. */
function runningPorts(folder: string): readonly number[] {
  const file = join(folder, runningMarkName)
  if (!existsSync(file)) return []
  const { ports = [] }: { ports?: readonly number[] } = JSON.parse(readFileSync(file, 'utf8'))
  return ports
}

/** The demo's open stores have the ports after head office's, in their order. */
function storePort(ports: readonly number[], storeCode: string): number | undefined {
  const place = stores.filter(({ status }) => status === 'open').findIndex(({ code }) => code === storeCode)
  return place < 0 ? undefined : ports[1 + place]
}

function address(option: string, port: number | undefined): string {
  return port === undefined ? missing(option) : httpAddress(port)
}

type Person = { readonly username: string; readonly password: string | null }

function account(option: string, text: string | undefined, person: Person | undefined, tenant?: string): Account {
  const ofTenant = tenant === undefined ? {} : { tenant }
  if (text === undefined) {
    return person?.password ? { ...ofTenant, username: person.username, password: person.password } : missing(option)
  }
  const end = text.indexOf(':')
  if (end < 1) throw new Refusal(`${option} is to be given as user:password.`)
  return { ...ofTenant, username: text.slice(0, end), password: text.slice(end + 1) }
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Refusal(`--limit is "${text}", which is not a number of invoices.`)
}

function missing(option: string): never {
  throw new Refusal(`No demo chain with that store runs here: start it with "npm start", or give ${option}.`)
}
