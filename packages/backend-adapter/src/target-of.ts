import type { Command } from '@pos/shared-types'

export type Values = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * The place of a command with its parameters filled in and its query behind it. Values that are undefined are left out.
 *
 * @example targetOf(getSale, { id: 'a/b' }, undefined) // '/api/v1/sales/a%2Fb'
 */
export function targetOf({ path }: Command, params: Values | undefined, query: Values | undefined): string {
  const place = path.startsWith('/sync/v1/') ? path : `/api/v1${path}`
  const filled = place.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(`${params?.[name]}`))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, `${value}`)
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}
