import { benchCarts } from './carts.ts'
import { benchLinks } from './links.ts'
import { benchPages } from './pages.ts'
import type { BenchRow } from './row.ts'
import { benchPermissions } from './permissions.ts'
import { benchRules } from './rules.ts'
import { benchSales } from './sales.ts'
import { benchScale } from './scale.ts'
import { benchSlope } from './slope.ts'
import { benchSync } from './sync.ts'

const BENCHES = {
  carts: benchCarts,
  rules: benchRules,
  permissions: benchPermissions,
  sales: benchSales,
  sync: benchSync,
  links: benchLinks,
  slope: benchSlope,
  scale: benchScale,
  pages: benchPages,
} satisfies Record<string, () => Promise<BenchRow[]>>

function line({ group, name, value, unit, ratio, against, goal, ok, note }: BenchRow): string {
  const figure = `${value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)} ${unit}`
  const beside = ratio === undefined ? '' : `${ratio.toPrecision(3)} of ${against ?? 'the limit'}`
  const verdict = ok === undefined ? '' : ok ? 'reached' : 'MISSED'
  const columns = [group.padEnd(18), name.padEnd(52), figure.padStart(18), beside.padEnd(34), goal ?? '', verdict]
  return `${columns.join('  ').trimEnd()}${note === undefined ? '' : `\n${' '.repeat(20)}${note}`}`
}

/** Prints measured figures with their ratios. It judges nothing: a missed goal is printed, not thrown. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name))
  if (unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(', ')}: ${Object.keys(BENCHES).join(', ')}.`)
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue
    for (const row of await bench()) console.log(line(row))
  }
}

await main(process.argv.slice(2))
