import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '@pos/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../log.ts'
import { StartRefused } from '../start-refused.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres, stopEmbeddedPostgres } from './server.ts'

let folder: ReturnType<typeof temporaryFolder>
let running: EmbeddedPostgres | undefined
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(async () => {
  await stopEmbeddedPostgres(folder.path)
  folder.remove()
})

async function start(port?: number): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({
    folder: folder.path,
    log: silentLog,
    isDurable: false,
    ...(port && { port }),
  })
  return running
}
async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}
const pidOf = () => Number(readFileSync(join(folder.path, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
const refusal = (starting: Promise<unknown>) =>
  starting.then(
    () => 'started',
    (error: unknown) => (error instanceof StartRefused ? error.message : error),
  )

describe('the built-in server', () => {
  test('starts in an empty folder, on loopback, with two roles that can do no harm', async () => {
    mkdirSync(join(folder.path, 'data.unfinished'))
    writeFileSync(join(folder.path, 'data.unfinished', 'leftover'), 'of an interrupted first start')
    const { ownerUrl, appUrl, superuserUrl } = await start()
    const roles = await ask(
      superuserUrl,
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles
       where rolname like 'pos^_%' escape '^' order by 1`,
    )
    const powerless = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }
    expect(roles).toEqual([
      { rolname: 'pos_app', ...powerless },
      { rolname: 'pos_owner', ...powerless },
    ])
    await ask(ownerUrl, 'create table kept (word text)')
    await ask(ownerUrl, `insert into kept values ('ñandú')`)
    await expect(ask(appUrl, 'create table mine (word text)')).rejects.toThrow('permission denied')
    await expect(ask(ownerUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('authentication failed')
    const [settings] = await ask(
      superuserUrl,
      `select current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums,
        current_setting('unix_socket_directories') as sockets, lower('Ñ') as lower`,
    )
    expect(settings).toEqual({ addresses: '127.0.0.1', checksums: 'on', sockets: '', lower: 'ñ' })
  })

  test('keeps its passwords and its data to itself', () => {
    expect(statSync(join(folder.path, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder.path, 'data')).mode & 0o777).toBe(0o700)
    expect(existsSync(join(folder.path, 'data.password'))).toBe(false)
    expect(existsSync(join(folder.path, 'data.unfinished'))).toBe(false)
  })

  test('stops completely, and starts again with its data', async () => {
    const pid = pidOf()
    await running?.stop()
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    const { ownerUrl } = await start()
    expect(await ask(ownerUrl, 'select word from kept')).toEqual([{ word: 'ñandú' }])
    await running?.stop()
  })
})

describe('a server that outlived its program', () => {
  const startInChild = async () => {
    const script = fileURLToPath(new URL('start-in-child.ts', import.meta.url))
    const child = spawn(process.execPath, [script, folder.path], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    return child
  }

  test('survives Ctrl-C of the whole process group and kill -9, and is taken over by the next start', async () => {
    const child = await startInChild()
    const pid = pidOf()
    process.kill(-(child.pid ?? 0), 'SIGINT')
    await once(child, 'exit')
    expect(process.kill(pid, 0)).toBe(true)
    const { ownerUrl } = await start()
    expect(pidOf()).toBe(pid)
    expect(await ask(ownerUrl, 'select word from kept')).toEqual([{ word: 'ñandú' }])
  })

  test('is stopped and started anew when another port is wanted', async () => {
    const before = pidOf()
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as AddressInfo
    probe.close()
    await once(probe, 'close')
    const { appUrl } = await start(port)
    expect(new URL(appUrl).port).toBe(String(port))
    expect(pidOf()).not.toBe(before)
    await running?.stop()
  })

  test('that was killed itself leaves a file behind, which is no obstacle even when its number is in use again', async () => {
    await start()
    const pid = pidOf()
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
    const file = join(folder.path, 'data', 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
    const { ownerUrl } = await start()
    expect(await ask(ownerUrl, 'select word from kept')).toEqual([{ word: 'ñandú' }])
    await running?.stop()
  })
})

describe('the start is refused in one sentence', () => {
  test('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await refusal(start(port))).toBe(`Port ${port} for PostgreSQL is taken by another program: choose another.`)
    other.close()
  })

  test('when the data belongs to another major version', async () => {
    const file = join(folder.path, 'data', 'PG_VERSION')
    const version = readFileSync(file, 'utf8')
    writeFileSync(file, '17\n')
    expect(await refusal(start())).toMatch(/belongs to PostgreSQL 17 and this program brings 18: .*\.$/)
    writeFileSync(file, version)
  })

  test('when the passwords are gone', async () => {
    const file = join(folder.path, 'secrets.json')
    renameSync(file, `${file}.away`)
    expect(await refusal(start())).toMatch(/secrets\.json is missing/)
    renameSync(`${file}.away`, file)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
