import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '@pos/core'
import { lookAtStore, openHqDatabase, openStoreDatabase, type HqDatabase, type StoreTx } from '@pos/db'
import { auditHash, createLog, readAuditChain, systemClock } from '@pos/server-kit'
import { FIRST_AUDIT_HASH, type Hash, type TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSmallChain, type SmallChain } from '../../test/small-chain.ts'
import { auditTable } from './table.ts'
import { verifyStores } from './verify-audit.ts'

const TRIES = 8
const GUARDS = `select name from sqlite_schema where type = 'trigger' and tbl_name in ('audit_logs', 'audit_heads')`

type Own = { readonly tenantId: TenantId; readonly node: string; readonly seq: number }

let chain: SmallChain
let hq: HqDatabase
let own: Own
let copies = 0
/** The store's own folder, of which head office has the whole log. */
const whole = () => join(chain.folder, 'SJU')

beforeAll(async () => {
  chain = await openSmallChain(['SJU'])
  hq = await openHqDatabase({ appUrl: chain.databaseUrl, log: createLog({ name: 'test', level: 'silent' }) })
  const { url } = chain.store('SJU')
  for (let tries = 0; tries < TRIES; tries += 1) {
    const body = JSON.stringify({ username: `nobody-${tries}`, password: 'wrong' })
    await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }
  const [row] = await lookAtStore(whole(), (store) =>
    store.query<Own>(sql`select i.tenant_id as "tenantId", i.lineage as node, h.seq from store_identity i
      join audit_heads h on h.node = i.lineage`),
  )
  if (!row) throw new Error('the store has no log')
  own = row
  const assertCopied = async () => {
    if ((await seqAtHq()) !== own.seq) throw new Error('head office has not heard all of the log')
  }
  await vi.waitFor(assertCopied, 20_000)
}, 60_000)
afterAll(async () => {
  await hq?.close()
  await chain?.close()
})

const ctx = (): Context => ({
  tenantId: own.tenantId,
  appContext: 'system',
  correlationId: 'test',
  at: systemClock.now(),
})

async function seqAtHq(): Promise<number> {
  const [row] = await hq.unitOfWork.read(ctx(), (tx) =>
    tx.query<{ seq: number }>(sql`select max(seq) as seq from audit_logs where node = ${own.node}`),
  )
  return Number(row?.seq)
}

/** What is found in a copy of the store's file after its owner has done this to it. */
async function foundAfter(change: (tx: StoreTx) => void | Promise<void>) {
  copies += 1
  const folder = join(chain.folder, `copy-${copies}`)
  cpSync(whole(), folder, { recursive: true })
  const database = await openStoreDatabase({ folder, clock: systemClock })
  await database.unitOfWork.write(ctx(), 'test.tamper', async ({ tx }) => {
    for (const { name } of tx.prepare<{ name: string }>(GUARDS).all()) tx.prepare(`drop trigger ${name}`).run()
    await change(tx)
  })
  await database.close()
  const [report] = await verifyStores(hq, [folder])
  if (!report) throw new Error('nothing was walked')
  return { fault: report.fault, told: auditTable([report]) }
}

const run =
  (...statements: readonly string[]) =>
  (tx: StoreTx) => {
    for (const statement of statements) tx.prepare(statement).run()
  }

/** Changes entries from `from` on and makes every hash anew, also that of the head: the file by itself looks whole. */
const rewriteFrom = (from: number) => async (tx: StoreTx) => {
  const entries = await readAuditChain(tx, own.tenantId, own.node, 0, 1_000)
  let prevHash: Hash = entries[from - 2]?.hash ?? FIRST_AUDIT_HASH
  for (const entry of entries.slice(from - 1)) {
    const forged = { ...entry, action: 'forged', prevHash }
    const hash = auditHash(own.tenantId, forged)
    const bytes = [prevHash, hash].map((hex) => `x'${hex}'`)
    run(
      `update audit_logs set action = 'forged', prev_hash = ${bytes[0]}, hash = ${bytes[1]} where seq = ${entry.seq}`,
    )(tx)
    prevHash = hash
  }
  run(`update audit_heads set hash = x'${prevHash}'`)(tx)
}

test('the log of a store nobody touched is whole', async () => {
  expect(await foundAfter(() => {})).toEqual({ fault: null, told: expect.stringContaining('Every chain is whole.') })
  expect(own.seq).toBeGreaterThanOrEqual(TRIES)
})

describe('what the owner of the file does to the log of a store is found and named:', () => {
  test('an entry that was changed', async () => {
    const { fault, told } = await foundAfter(run(`update audit_logs set ip = '10.0.0.1' where seq = 4`))
    expect(fault).toEqual({ seq: 4, problem: 'changed' })
    expect(told).toContain('FAULT entry 4 was changed')
  })

  test('an entry that was deleted', async () => {
    const { fault } = await foundAfter(run('delete from audit_logs where seq = 3'))
    expect(fault).toEqual({ seq: 3, problem: 'missing' })
  })

  test('an entry that was put between two others', async () => {
    const { fault } = await foundAfter(
      run(
        'update audit_logs set seq = seq + 1000 where seq > 3',
        'update audit_logs set seq = seq - 999 where seq > 1000',
        'update audit_logs set prev_hash = randomblob(32) where seq = 5',
        'create temp table added as select * from audit_logs where seq = 3',
        `update added set seq = 4, action = 'inserted', prev_hash = hash, hash = randomblob(32)`,
        'insert into audit_logs select * from added',
        'update audit_heads set seq = seq + 1',
      ),
    )
    expect(fault).toEqual({ seq: 4, problem: 'changed' })
  })

  test('the end that was cut off', async () => {
    const { fault } = await foundAfter(run('delete from audit_logs where seq > 6'))
    expect(fault).toEqual({ seq: 7, problem: 'truncated' })
  })

  test('the end that was cut off together with what the head says: head office knows', async () => {
    const { fault, told } = await foundAfter(
      run(
        'delete from audit_logs where seq > 5',
        'update audit_heads set seq = 5, sent_seq = 5, hash = (select hash from audit_logs where seq = 5)',
      ),
    )
    expect(fault).toEqual({ seq: 6, problem: 'truncated' })
    expect(told).toContain('FAULT entry 6 and what followed it were cut off')
  })

  test('the whole log that was emptied', async () => {
    const { fault } = await foundAfter(run('delete from audit_logs', 'delete from audit_heads'))
    expect(fault).toEqual({ seq: 1, problem: 'truncated' })
  })

  test('entries that were written anew with all their hashes: head office has others', async () => {
    const { fault, told } = await foundAfter(rewriteFrom(4))
    expect(fault).toEqual({ seq: 4, problem: 'forked' })
    expect(told).toContain('FAULT entry 4 is not the entry that another record knows')
  })

  test('the last entry alone that was written anew, with the head', async () => {
    const { fault } = await foundAfter(rewriteFrom(own.seq))
    expect(fault).toEqual({ seq: own.seq, problem: 'forked' })
  })
})
