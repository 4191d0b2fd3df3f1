import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'

const LABEL = '[0-9a-z](?:[0-9a-z-]{0,61}[0-9a-z])?'
/** The last label is no number: `192.0.2` is an address that lacks a part, and no name. */
const HOST_NAME = new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)*(?![0-9]+$)${LABEL}$`, 'i')

/** Whether a server's certificate can be made for it: a host name, or an address without a zone. */
export function isServerName(name: string): boolean {
  return isIP(name) === 0 ? HOST_NAME.test(name) : !name.includes('%')
}

/** The names and addresses by which tills of the LAN may reach this machine, and more. */
export function namesWith(more: readonly string[]): readonly [string, ...string[]] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ scopeid }) => scopeid === undefined || scopeid === 0).map(({ address }) => address),
  )
  const host = hostname().toLowerCase()
  const local = host.includes('.') ? [] : [`${host}.local`]
  return ['localhost', ...new Set([host, ...local, ...addresses, ...more].filter((name) => name !== 'localhost'))]
}

/** Whether every name is among the covered ones. A certificate writes IPv6 in full and in capitals; a machine does not. */
export function areCovered(names: readonly string[], covered: readonly string[]): boolean {
  const known = new Set(covered.map(comparable))
  return names.every((name) => known.has(comparable(name)))
}

/** An address of IPv6 as people write it: `::1`. */
export function shortName(name: string): string {
  return name.includes(':') ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name
}

const comparable = (name: string) => shortName(name).toLowerCase()
