import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookAtStore, openStoreDatabase, startEmbeddedPostgres, type EmbeddedPostgres } from '@pos/db'
import { openHq, type Hq } from '@pos/hq-server'
import { createLog, NO_TENANT, systemClock, uuidv7Ids } from '@pos/server-kit'
import { buildStoreApp, Store } from '@pos/store-server'
import { temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { prepareDemo } from '../demo/prepare.ts'
import { verifyBooks } from '../verify/verify-books.ts'
import { withHeadOffice } from '../verify/with-head-office.ts'
import { makeBackup } from './make-backup.ts'
import { nodesIn } from './node-folder.ts'
import { restoreBackup } from './restore-backup.ts'

const log = createLog({ name: 'backup test', level: 'silent' })
const ctx = { tenantId: '', appContext: 'system', correlationId: 'test', at: systemClock.now() } as const

let folder: TemporaryFolder
const at = (...names: string[]) => join(folder.path, ...names)

beforeAll(async () => {
  folder = temporaryFolder()
  await prepareDemo({ folder: at(), days: 1, log: () => {}, signal: new AbortController().signal })
}, 180_000)
afterAll(() => folder.remove())

type Chain = { readonly store: Store; readonly hqUrl: string; readonly close: () => Promise<void> }

/** Head office and its first store, at work on the prepared data. */
async function runChain(): Promise<Chain> {
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres({ folder: at('hq', 'postgres'), log })
  const ports = { clock: systemClock, ids: uuidv7Ids, log }
  const hq: Hq = await openHq({ folder: at('hq'), ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, ...ports })
  const hqUrl = await hq.app.listen({ host: '127.0.0.1', port: 0 })
  const store = await Store.open({ folder: at('store-1'), ...ports })
  const app = await buildStoreApp(store)
  await store.connect(hqUrl)
  /** Each leaves an entry in the audit log, which goes up to head office. */
  const tries = Array.from({ length: 3 }, (_, n) =>
    app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: `nobody-${n}`, password: 'wrong' } }),
  )
  await Promise.all(tries)
  const close = async () => {
    await app.close()
    await store.close()
    await hq.app.close()
    await hq.close()
    await postgres.stop()
  }
  return { store, hqUrl, close }
}

const unsent = () =>
  lookAtStore(at('store-1'), (look) => {
    const [row] = look.query<{ open: number }>(sql`select
      (select count(*) from outbox where state <> 'acked') + (select sum(seq - sent_seq) from audit_heads) as open`)
    return Number(row?.open)
  })
const allSent = () => vi.waitFor(async () => expect(await unsent()).toBe(0), { timeout: 20_000, interval: 100 })

async function faults() {
  const [store] = (await verifyBooks(at())).stores
  return store?.report
}

test('a copy of a store that sells meanwhile is whole, and is of one moment', async () => {
  const database = await openStoreDatabase({ folder: at('store-1'), clock: systemClock })
  let written = 0
  let isDone = false
  const write = async () => {
    for (; !isDone; written += 1)
      await database.unitOfWork.write(ctx, 'test.write', ({ tx }) => {
        const text = String(written).repeat(200)
        tx.prepare('insert into db_meta (key, value, updated_at) values (?, ?, 0)').run([`a ${written}`, text])
        tx.prepare('insert into db_meta (key, value, updated_at) values (?, ?, 0)').run([`b ${written}`, text])
      })
  }
  const writing = write()
  const backup = await makeBackup({ kind: 'store', folder: at('store-1') }, at('backups'), 1_000)
  const atEnd = written
  isDone = true
  await writing
  await database.close()
  const [pairs] = await lookAtStore(backup, (look) =>
    look.query<{ a: number; b: number }>(sql`select count(*) filter (where key like 'a %') as a,
      count(*) filter (where key like 'b %') as b from db_meta`),
  )
  expect(atEnd).toBeGreaterThan(1)
  expect(pairs?.a).toBe(pairs?.b)
}, 60_000)

test('head office put back to a backup gets a new epoch and back what its stores still have; the books hold', async () => {
  const before = await runChain()
  await allSent()
  const epochBefore = before.store.database.catalogue.version.epoch
  const backups: string[] = []
  let isDone = false
  const knock = async () => {
    while (!isDone)
      await fetch(`${before.hqUrl}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ tenant: 'casa-marea', username: 'nobody', password: 'wrong' }),
      })
  }
  const knocking = knock()
  for (const node of nodesIn(at()).filter(({ folder: each }) => !each.endsWith('backups')))
    backups.push(await makeBackup(node, at('backups'), systemClock.now()))
  isDone = true
  await knocking
  expect(backups).toHaveLength(3)
  const [ofHq] = backups
  await expect(restoreBackup(ofHq ?? '', at('hq'), 1)).rejects.toThrow(/Head office runs/)
  await before.close()
  await (await runChain()).close()

  await restoreBackup(ofHq ?? '', at('hq'), systemClock.now())
  const after = await runChain()
  await allSent()
  await vi.waitFor(() => expect(after.store.database.catalogue.version.epoch).not.toBe(epochBefore), 20_000)
  await vi.waitFor(async () => expect((await faults())?.faults).toEqual([]), { timeout: 30_000, interval: 500 })
  expect(await faults()).toMatchObject({ waiting: 0, elsewhere: 0 })
  await after.close()
  const noted = await withHeadOffice(at(), 'test', async ({ unitOfWork }) => {
    const [company] = await unitOfWork.read({ ...ctx, tenantId: NO_TENANT }, (tx) =>
      tx.query<{ id: string }>(sql`select tenant_ids() as id`),
    )
    return unitOfWork.read({ ...ctx, tenantId: company?.id ?? '' }, (tx) =>
      tx.query(sql`select action from audit_logs where action = 'backups.restore' and node = 'hq'`),
    )
  })
  expect(noted).toEqual([{ action: 'backups.restore' }])
}, 120_000)

test('a store put back to a backup goes on in a new lineage, with the catalogue it had; the books hold', async () => {
  const [ofStore] = readdirSync(at('backups')).filter((name) => name.startsWith('store-1') && !name.includes('1970'))
  await restoreBackup(at('backups', ofStore ?? ''), at('store-1'), systemClock.now())
  const chain = await runChain()
  expect(chain.store.database.catalogue.version.version).toBeGreaterThan(0)
  await allSent()
  await chain.close()
  const report = await faults()
  expect(report).toMatchObject({ faults: [], waiting: 0 })
  expect(report?.elsewhere).toBeGreaterThan(0)
  const reasons = await lookAtStore(at('store-1'), (look) =>
    look.query(sql`select reason from lineages order by started_at`),
  )
  expect(reasons).toEqual(expect.arrayContaining([{ reason: 'restored' }]))
}, 120_000)

test('a backup that was changed, or is not finished, is refused and nothing is replaced', async () => {
  const [ofStore] = readdirSync(at('backups')).filter((name) => name.startsWith('store-1'))
  const backup = at('backups', ofStore ?? '')
  await expect(restoreBackup(at('hq'), at('store-1'), 2)).rejects.toThrow(/no finished backup/)
  await expect(restoreBackup(backup, at('hq'), 2)).rejects.toThrow(/is of a store/)
  writeFileSync(join(backup, 'ops.db'), 'something else')
  await expect(restoreBackup(backup, at('store-1'), 2)).rejects.toThrow(/not as it was backed up/)
  expect(existsSync(at('store-1', 'ops.db'))).toBe(true)
})

test('a store whose server runs is not replaced', async () => {
  const backup = await makeBackup({ kind: 'store', folder: at('store-2') }, at('backups'), systemClock.now())
  const store = await Store.open({ folder: at('store-2'), clock: systemClock, ids: uuidv7Ids, log })
  await expect(restoreBackup(backup, at('store-2'), 3)).rejects.toThrow(/open in another process/)
  await store.close()
})
