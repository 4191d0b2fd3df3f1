import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChainPlan, ServerPlan } from './chain-plan.ts'
import { openDataFolder } from './data-folder.ts'
import { requireFreePorts } from './ports.ts'
import type { StopRequests } from './stop-requests.ts'
import { superviseChain } from './supervise.ts'

let folder = ''
const lines: string[] = []
const log = (line: string) => void lines.push(line)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pos-chain-'))
  openDataFolder(folder)
  lines.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the table comes when every server is ready, and a requested stop ends them all cleanly', async () => {
  const plan = await planOf({}, {})
  const stop = stopWithHands()
  const code = await superviseChain(plan, stop, log, () => {
    setImmediate(() => stop.request())
    return 'the table'
  })
  expect(code).toBe(0)
  expect(lines.slice(-2)).toEqual(['the table', 'Stopping'])
  expect(lines.filter((line) => line.includes('is ready'))).toHaveLength(2)
  await requireFreePorts(plan)
})

test('a server that ends by itself is named with its last lines, and the others are stopped', async () => {
  const plan = await planOf({}, { POS_FAILS: '{"level":60,"msg":"the disk is full"}' })
  const code = await superviseChain(plan, stopWithHands(), log, () => 'the table')
  expect(code).toBe(1)
  expect(lines.at(-1)).toMatch(/^the disk is full\nServer 1 ended by itself \(exit code 3\)/)
  await requireFreePorts(plan)
})

test('a taken port is refused by number, with the way to choose another', async () => {
  const plan = await planOf({})
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(plan.servers[0]!.port, plan.host, resolve))
  await expect(requireFreePorts(plan)).rejects.toThrow(
    new RegExp(`Port ${plan.servers[0]!.port} of Server 0 is in use.*POS_PORT_0`),
  )
  squatter.close()
})

function stopWithHands(): StopRequests & { request(): void } {
  const requested = new AbortController()
  const insisted = new AbortController()
  return { requested: requested.signal, insisted: insisted.signal, release: () => {}, request: () => requested.abort() }
}

async function planOf(...envs: Record<string, string>[]): Promise<ChainPlan> {
  const servers = envs.map(async (env, index): Promise<ServerPlan> => ({
    name: `server-${index}`,
    title: `Server ${index}`,
    areas: ['hq'],
    entry: join(import.meta.dirname, 'fixtures/small-server.ts'),
    folder,
    port: await freePort(),
    portChoice: `POS_PORT_${index}=<port>`,
    env,
  }))
  return { folder, host: '127.0.0.1', servers: await Promise.all(servers) }
}

function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
