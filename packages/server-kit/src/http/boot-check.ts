import type { Command, ServerKind } from '@pos/shared-types'
import type { FastifyInstance } from 'fastify'
import { isOurs, urlOf } from './paths.ts'
import { schemaFaults } from './schema-faults.ts'

/** Why a server does not start: every reason at once, for the developer who added the route. */
export class BootRefused extends Error {
  override readonly name = 'BootRefused'

  constructor(faults: readonly string[]) {
    super(`The server does not start:\n${faults.map((fault) => `- ${fault}`).join('\n')}`)
  }
}

/** Watches the routes that are added from now on; the function it gives names those without a command. */
export function watchRoutes(app: FastifyInstance): () => readonly string[] {
  const faults: string[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    if (isOurs(url) && config?.command === undefined) faults.push(`${String(method)} ${url} declares no command`)
  })
  return () => faults
}

/** What is wrong with the declared commands of one server. */
export function commandFaults(commands: readonly Command[], kind: ServerKind): readonly string[] {
  return [...commands.flatMap((command) => faultsOf(command, kind)), ...repeated(commands.map(({ name }) => name))]
}

function faultsOf(command: Command, kind: ServerKind): readonly string[] {
  const { name, access, params, query, body, response } = command
  const faults: string[] = []
  const rights = access[kind]
  if (rights === undefined || rights.length === 0) faults.push('declares no access at this kind of server')
  if (urlOf(command).includes('/:') !== (params !== undefined)) faults.push('parameters of path and schema differ')
  if (body !== undefined && command.method === 'GET') faults.push('a GET has no body')
  if (command.usesCookie && command.method === 'GET') faults.push('a GET cannot tell its own pages from others')
  if (response === undefined) faults.push('has no response schema')
  if (command.audit === undefined && command.method !== 'GET') faults.push('does not say under what it is audited')
  faults.push(...schemaFaults(params, 'params'), ...schemaFaults(query, 'query'), ...schemaFaults(body, 'body'))
  return faults.map((fault) => `${name}: ${fault}`)
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name}: answered twice`)
}
