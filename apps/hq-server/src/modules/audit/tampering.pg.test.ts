import { appendFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { auditHash, readAuditChain, recordAudit } from '@pos/server-kit'
import { HQ_NODE, type AuditRecord } from '@pos/shared-types'
import {
  databaseOwner,
  fakeClock,
  temporaryFolder,
  testContext,
  testHqDatabase,
  TEST_TENANT,
  type DatabaseOwner,
  type TemporaryFolder,
  type TestHqDatabase,
} from '@pos/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anchorChains, readAnchoring, type Anchoring } from './anchor-service.ts'
import { verifyChains } from './verify-chains.ts'

let hq: TestHqDatabase
let owner: DatabaseOwner
let folder: TemporaryFolder
let anchoring: Anchoring
const clock = fakeClock()

/** Five entries, the anchor of the day, three more. */
beforeEach(async () => {
  hq = await testHqDatabase()
  folder = temporaryFolder()
  anchoring = await readAnchoring(folder.path)
  owner = await databaseOwner(hq.urls)
  await owner.run(`insert into tenants (id, slug, name, state, country, currency, locale, created_at)
    values ('${TEST_TENANT}', 'test', 'Test', 'active', 'US', 'USD', 'en', now())`)
  await act(5)
  await anchorChains({ unitOfWork: hq.database.unitOfWork, clock, ...anchoring })
  await act(3)
})

afterEach(async () => {
  await owner.end()
  await hq.remove()
  folder.remove()
})

async function act(times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await hq.database.unitOfWork.write(testContext({ appContext: 'hq' }), 'test.act', (unit) =>
      recordAudit(unit, { category: 'money', action: 'act', after: { amountMinor: 100 } }),
    )
  }
}

async function found() {
  const chains = await hq.database.unitOfWork.read(testContext(), (tx) => verifyChains(tx, TEST_TENANT, anchoring))
  return chains.map(({ fault }) => fault)
}

const tamper = (...statements: string[]) => owner.tamper(...statements)

const entries = (): Promise<AuditRecord[]> =>
  hq.database.unitOfWork.read(testContext(), async (tx) => readAuditChain(tx, TEST_TENANT, HQ_NODE, 0, 100))

/** Changes entries from `seq` on and makes every hash anew, so that the chain itself looks whole. */
async function rewriteFrom(seq: number): Promise<void> {
  const all = await entries()
  let prevHash = all[seq - 2]?.hash ?? '00'.repeat(32)
  const statements: string[] = []
  for (const entry of all.slice(seq - 1)) {
    const forged = { ...entry, action: 'forged', prevHash }
    const hash = auditHash(TEST_TENANT, forged)
    statements.push(`update audit_logs set action = 'forged', prev_hash = '\\x${prevHash}', hash = '\\x${hash}'
      where seq = ${entry.seq}`)
    prevHash = hash
  }
  await tamper(...statements, `update audit_heads set hash = '\\x${prevHash}'`)
}

test('a chain nobody touched is whole', async () => {
  expect(await found()).toEqual([null])
  const files = ['2026-03-02.jsonl', `${anchoring.key.kid}.public-key.pem`]
  expect((await readdir(anchoring.folder)).toSorted()).toEqual(files.toSorted())
})

describe('what the owner of the database does to the log is found and named:', () => {
  test('an entry that was changed', async () => {
    await tamper(`update audit_logs set after = '{"amountMinor": 1}' where seq = 4`)
    expect(await found()).toEqual([{ seq: 4, problem: 'changed' }])
  })

  test('an entry that was deleted', async () => {
    await tamper('delete from audit_logs where seq = 3')
    expect(await found()).toEqual([{ seq: 3, problem: 'missing' }])
  })

  test('an entry that was put between two others', async () => {
    await tamper(
      ...[8, 7, 6, 5, 4].map((seq) => `update audit_logs set seq = ${seq + 1} where seq = ${seq}`),
      `update audit_logs set prev_hash = '\\x01' where seq = 5`,
      `insert into audit_logs select tenant_id, node, 4, category, 'inserted', outcome, user_id, approver_id, device_id,
         session_id, app_context, store_id, entity, entity_id, before, after, ip, correlation_id, occurred_at,
         received_at, (select hash from audit_logs where seq = 3), '\\x01' from audit_logs where seq = 3`,
      'update audit_heads set seq = 9',
    )
    expect(await found()).toEqual([{ seq: 4, problem: 'changed' }])
  })

  test('the end that was cut off', async () => {
    await tamper('delete from audit_logs where seq > 6')
    expect(await found()).toEqual([{ seq: 7, problem: 'truncated' }])
  })

  test('the end that was cut off together with what the head says: the anchor knows', async () => {
    await tamper(
      'delete from audit_logs where seq > 3',
      'update audit_heads set seq = 3, hash = (select hash from audit_logs where seq = 3)',
    )
    expect(await found()).toEqual([{ seq: 4, problem: 'truncated' }])
  })

  test('the whole log that was emptied with its heads and anchors: the exported anchor knows', async () => {
    await tamper('truncate audit_logs', 'truncate audit_heads', 'truncate audit_anchors')
    expect(await found()).toEqual([{ seq: 1, problem: 'truncated' }])
  })

  test('entries that were rewritten with all their hashes: the anchor knows another', async () => {
    await rewriteFrom(4)
    expect(await found()).toEqual([{ seq: 5, problem: 'forked' }])
  })

  test('anchors that were rewritten too: the exported file still knows', async () => {
    await rewriteFrom(4)
    await tamper('update audit_anchors set head_hash = (select hash from audit_logs where seq = 5)')
    expect(await found()).toEqual([{ seq: 5, problem: 'forked' }])
  })

  test('the last entry that was rewritten with its hash and the head, right where it was anchored', async () => {
    clock.advance(24 * 3_600_000)
    await anchorChains({ unitOfWork: hq.database.unitOfWork, clock, ...anchoring })
    clock.advance(-24 * 3_600_000)
    await rewriteFrom(8)
    expect(await found()).toEqual([{ seq: 8, problem: 'forked' }])
  })

  test('an anchor somebody else has made', async () => {
    const last = (await entries())[5]
    await rm(join(anchoring.folder, '2026-03-02.jsonl'))
    const forged = { tenantId: TEST_TENANT, node: HQ_NODE, anchoredOn: '2026-03-03', seq: 6, headHash: last?.hash }
    const line = JSON.stringify({ ...forged, kid: anchoring.key.kid, signature: 'A'.repeat(86) })
    await appendFile(join(anchoring.folder, '2026-03-03.jsonl'), `${line}\n`)
    expect(await found()).toEqual([{ seq: 6, problem: 'anchor_forged' }])
  })
})

describe('when the key of the anchors is lost', () => {
  const loseKey = async () => {
    await rm(join(folder.path, 'audit-anchor-key.pem'))
    anchoring = await readAnchoring(folder.path)
  }

  test('what it has signed is checked with the public key that stands beside it', async () => {
    await loseKey()
    expect(await found()).toEqual([null])
    await tamper('delete from audit_logs where seq > 3', 'update audit_heads set seq = 3')
    expect(await found()).not.toEqual([null])
  })

  test('and that one too, nothing looks forged: it cannot be checked', async () => {
    await rm(join(anchoring.folder, `${anchoring.key.kid}.public-key.pem`))
    await loseKey()
    expect(await found()).toEqual([{ seq: 5, problem: 'anchor_key_missing' }])
  })
})

test.each([
  'update audit_logs set action = action',
  'delete from audit_logs',
  'truncate audit_logs',
  'truncate audit_anchors',
])('with its guards on, the database refuses even its owner: %s', async (text) => {
  await expect(owner.run(text)).rejects.toThrow(/never changed or deleted/)
})

test('a chain is anchored once a day, and not when nothing was added', async () => {
  const run = () => anchorChains({ unitOfWork: hq.database.unitOfWork, clock, ...anchoring })
  expect(await run()).toEqual([])
  clock.advance(24 * 3_600_000)
  expect(await run()).toMatchObject([{ seq: 8, anchoredOn: '2026-03-03' }])
  clock.advance(24 * 3_600_000)
  expect(await run()).toEqual([])
  clock.advance(-48 * 3_600_000)
})
