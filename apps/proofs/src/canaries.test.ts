import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { newPeerKey, privateKeyOf, type Signer } from '@pos/server-kit'
import { commands, createEnrolmentCode, setPin, type Command, type ServerKind } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { CANARIES, canaryRequests } from '../test/harness/canaries.ts'
import { enrolledDevice, type Caller } from '../test/harness/callers.ts'
import { signIn, startProcesses, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { hqRows, storeRows } from '../test/harness/rows.ts'
import type { ServerProcess } from '../test/harness/server-process.ts'

const REAL_PIN = '90518372'

let chain: Chain<ServerProcess, ServerProcess>
let site: Site<ServerProcess>
let managerToken = ''
let device: Signer
/** Secrets that were really used, beside those that were only tried. */
let secrets: readonly string[]

beforeAll(async () => {
  chain = await startProcesses({ stores: 1, products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  managerToken = await signIn(site, site.plan.manager.username)
  device = await enrolledDevice(site, managerToken)
  const { code } = await call(site.url, createEnrolmentCode, { token: managerToken, body: { kind: 'back_office' } })
  await call(site.url, setPin, { token: managerToken, body: { pin: REAL_PIN } })
  const used = [PASSWORD, REAL_PIN, code, site.plan.token, managerToken, chain.company.adminToken]
  secrets = [...Object.values(CANARIES), ...used]
}, 120_000)
afterAll(() => chain.close())

function callerOf(command: Command, kind: ServerKind): Caller {
  const access = command.access[kind]
  if (access === 'public') return {}
  const isPeer = access === 'device' || access === 'peer'
  if (kind === 'store') return isPeer ? { signer: device } : { token: managerToken }
  const stranger = { peerId: device.peerId, privateKey: privateKeyOf(newPeerKey().privateKeyPem) }
  return isPeer ? { signer: stranger } : { token: chain.company.adminToken }
}

const secretsIn = (text: string) => secrets.filter((secret) => text.includes(secret))

test.each(['hq', 'store'] as const)(
  'the %s server says no secret back that it was told, through any command',
  async (kind) => {
    const url = kind === 'hq' ? chain.hq.url : site.url
    const said: string[] = []
    for (const command of commands.filter(({ access }) => access[kind] !== undefined)) {
      for (const request of canaryRequests(command)) {
        const answer = await ask(url, command, { ...callerOf(command, kind), ...request })
        const heard = secretsIn(answer.text + JSON.stringify([...answer.headers]))
        if (heard.length > 0) said.push(`${command.name}: ${heard.join(', ')}`)
      }
    }
    expect(said).toEqual([])
  },
  120_000,
)

test('no log holds one', () => {
  for (const name of [`${chain.folder}/hq.log`, `${site.folder}.log`]) {
    expect([name, secretsIn(readFileSync(name, 'utf8'))]).toEqual([name, []])
  }
})

test('no entry of the audit log holds one, at the store, on its way up and at head office', async () => {
  await sleep(3_000)
  const hq = await hqRows(chain.database.superuserUrl)
  const store = storeRows(site.folder)
  const noted = [
    ...(await hq.all('select * from audit_logs')),
    ...(await store.all('select * from audit_logs')),
    ...(await store.all(`select cast(payload as text) as payload from outbox where type = 'audit.appended'`)),
  ]
  await hq.close()
  await store.close()
  expect(noted.length).toBeGreaterThan(50)
  expect(secretsIn(JSON.stringify(noted))).toEqual([])
})
