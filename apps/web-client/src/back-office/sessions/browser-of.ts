const BROWSERS = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const
const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS/],
  ['Linux', /Linux/],
] as const

/** A browser as people call it: `Chrome, Windows`. What says nothing we know is shown as it is. */
export function browserOf(userAgent: string): string {
  const named = (known: typeof BROWSERS | typeof SYSTEMS) => known.find(([, mark]) => mark.test(userAgent))?.[0]
  const parts = [named(BROWSERS), named(SYSTEMS)].filter((part) => part !== undefined)
  return parts.length === 0 ? userAgent : parts.join(', ')
}
