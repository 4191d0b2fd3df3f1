import type { Command } from '@pos/shared-types'

const API = '/api/v1'
const SYNC = '/sync/v1'
const HEALTH = '/health'

/** Where a command is answered: below `/api/v1`; the sync channel and the health probes as they stand. */
export function urlOf(command: Command): string {
  return isBelow(command.path, SYNC) || isBelow(command.path, HEALTH) ? command.path : API + command.path
}

export function isSync(command: Command): boolean {
  return isBelow(command.path, SYNC)
}

/** Whether only declared commands may answer here. */
export function isOurs(url: string): boolean {
  return isBelow(url, API) || isBelow(url, SYNC) || isBelow(url, HEALTH)
}

function isBelow(url: string, prefix: string): boolean {
  return url === prefix || url.startsWith(`${prefix}/`)
}
