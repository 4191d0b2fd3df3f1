import { join } from 'node:path'
import type { DemoSheet, SignIn } from '../demo/sheet.ts'
import { httpAddress, type ChainPlan } from './chain-plan.ts'

/** What a newcomer needs to know once everything runs: addresses, API pages, sign-ins, how to stop. */
export function chainTable(plan: ChainPlan, sheet: DemoSheet): string {
  return [
    '',
    sheet.company,
    ...rows(
      plan.servers.flatMap(({ title, port, areas }) => [
        ...areas.map((area): Row => [`${title}${PLACES[area]}`, `${httpAddress(port)}/${area}`, '']),
        [`${title}, API`, `${httpAddress(port)}/api/docs`, ''] satisfies Row,
      ]),
    ),
    ...section(`Sign in at head office: company ${sheet.tenant}, user name, password`, sheet.headOffice),
    ...section("Sign in at a store's back office: user name, password", sheet.managers),
    ...section('Sign in at a till: name, PIN', sheet.tills),
    ...section('Enrol a till: its code, good for one device', sheet.deviceCodes),
    ...thirdStore(plan, sheet),
    ...example(plan, sheet),
    '',
    `Data and logs: ${plan.folder}   Begin anew: npm start -- --fresh   Stop: Ctrl-C`,
  ].join('\n')
}

function thirdStore({ folder, servers }: ChainPlan, { provisioningTokens }: DemoSheet): string[] {
  const hqUrl = httpAddress(servers[0]?.port ?? 0)
  return provisioningTokens.flatMap(({ who, secret }) => [
    '',
    `Set up ${who} in another terminal`,
    `  npm run pos -- store --token ${secret} --hq-url ${hqUrl} --data ${join(folder, 'store-3')}`,
  ])
}

/** Two commands to paste into another terminal: sign in at the first store, then search its catalogue. */
function example({ servers }: ChainPlan, { managers }: DemoSheet): string[] {
  const [manager] = managers
  const [, store] = servers
  if (manager === undefined || store === undefined) return []
  const api = `${httpAddress(store.port)}/api/v1`
  const body = JSON.stringify({ username: manager.who, password: manager.secret })
  return [
    '',
    'Try it',
    `  TOKEN=$(curl -s ${api}/auth/login -H 'content-type: application/json' -d '${body}' | sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/')`,
    `  curl -s -H "authorization: Bearer $TOKEN" '${api}/products/search?q=cafe'`,
  ]
}

function section(title: string, entries: readonly SignIn[]): string[] {
  if (entries.length === 0) return []
  return ['', title, ...rows(entries.map((entry) => [entry.who, entry.secret, entry.note ?? '']))]
}

type Row = readonly [string, string, string]

/** What an area is to the people who open it. */
const PLACES = { hq: '', till: ', registers', store: ', back office' } as const

function rows(cells: readonly Row[]): string[] {
  const width = (column: 0 | 1) => Math.max(...cells.map((row) => row[column].length))
  const [first, second] = [width(0), width(1)]
  return cells.map((row) => `  ${row[0].padEnd(first)}  ${row[1].padEnd(second)}  ${row[2]}`.trimEnd())
}
