import type { DemoSheet, SignIn } from '../demo/sheet.ts'
import { httpAddress, type ChainPlan } from './chain-plan.ts'

/** What a newcomer needs to know once everything runs: addresses, API pages, sign-ins, how to stop. */
export function chainTable(plan: ChainPlan, sheet: DemoSheet): string {
  return [
    '',
    sheet.company,
    ...rows(
      plan.servers.map((server) => [
        server.title,
        httpAddress(server.port),
        `API ${httpAddress(server.port)}/api/docs`,
      ]),
    ),
    ...section('Sign in at head office', sheet.headOffice),
    ...section('Sign in at a till', sheet.tills),
    ...section('Enrol a till', sheet.deviceCodes),
    ...section('Set up one more store', sheet.provisioningTokens),
    '',
    `Data and logs: ${plan.folder}   Begin anew: npm start -- --fresh   Stop: Ctrl-C`,
  ].join('\n')
}

function section(title: string, entries: readonly SignIn[]): string[] {
  if (entries.length === 0) return []
  return ['', title, ...rows(entries.map((entry) => [entry.who, entry.secret, entry.note ?? '']))]
}

function rows(cells: readonly (readonly [string, string, string])[]): string[] {
  const width = (column: 0 | 1) => Math.max(...cells.map((row) => row[column].length))
  const [first, second] = [width(0), width(1)]
  return cells.map((row) => `  ${row[0].padEnd(first)}  ${row[1].padEnd(second)}  ${row[2]}`.trimEnd())
}
