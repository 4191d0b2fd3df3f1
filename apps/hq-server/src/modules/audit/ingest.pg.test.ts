import { auditHash, sha256 } from '@pos/server-kit'
import { FIRST_AUDIT_HASH, type AuditRecord, type listAuditLog, type ResponseOf } from '@pos/shared-types'
import { TEST_TENANT } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'

let office: HeadOffice
let server: StoreServer
const LINEAGE = '019cad5e-5e00-7000-8000-0000000000aa'
let seq = 0
let aggregateSeq = 0

beforeAll(async () => {
  office = await openHeadOffice()
  server = await office.storeServer(office.company.store)
})
afterAll(() => office.close())

function entry(previous: AuditRecord | undefined, changes: Partial<AuditRecord> = {}): AuditRecord {
  const made = {
    node: LINEAGE,
    seq: (previous?.seq ?? 0) + 1,
    category: 'money' as const,
    action: 'sales.discount',
    outcome: 'ok' as const,
    userId: null,
    approverId: null,
    deviceId: null,
    sessionId: null,
    appContext: 'peer',
    storeId: server.storeId,
    entity: 'sales',
    entityId: 's',
    before: null,
    after: { discountMinor: 5 },
    ip: null,
    correlationId: 'r',
    occurredAt: office.clock.now(),
    prevHash: previous?.hash ?? FIRST_AUDIT_HASH,
    ...changes,
  }
  return { ...made, hash: auditHash(TEST_TENANT, made) }
}

async function push(entries: readonly AuditRecord[]) {
  const payload = JSON.stringify({ storeId: server.storeId, node: LINEAGE, entries })
  seq += 1
  aggregateSeq += 1
  const event = {
    eventId: office.ids.next(),
    seq,
    aggregateType: 'audit',
    aggregateId: LINEAGE,
    aggregateSeq,
    type: 'audit.appended',
    schema: 1,
    payload,
    sha256: sha256(payload),
    hlc: `${office.clock.now()}`,
    wallTime: office.clock.now(),
    catalogueVersion: 1,
  }
  const { body } = await server.peer.post<{ verdicts: { verdict: string; codes?: string[] }[] }>('/sync/v1/push', {
    lineage: LINEAGE,
    events: [event],
    pending: 0,
    oldestPendingAt: null,
  })
  return body.verdicts?.map(({ verdict, codes }) => [verdict, ...(codes ?? [])]) ?? body
}

const kept = () =>
  office.rows<{ seq: number; action: string }>(
    sql`select seq, action from audit_logs where node = ${LINEAGE} order by seq`,
  )
const alarms = async () => {
  const owner = await office.as('owner')
  return (await owner.get<ResponseOf<typeof listAuditLog>>('/audit')).body.alarms
}

describe('the chain of a store, as it comes up', () => {
  const first = () => entry(undefined)

  test('is kept entry by entry, and its head with it; what comes again changes nothing', async () => {
    const one = first()
    const two = entry(one)
    expect(await push([one, two])).toEqual([['applied']])
    expect(await push([two, entry(two)])).toEqual([['applied']])
    expect((await kept()).map((row) => row.seq)).toEqual([1, 2, 3])
    expect(await alarms()).toEqual([])
  })

  test('raises the alarm when it does not fit, names where, and is kept all the same', async () => {
    const [head] = await office.rows<{ hash: string }>(
      sql`select encode(hash, 'hex') as hash from audit_heads where node = ${LINEAGE}`,
    )
    const lost = entry({ ...first(), seq: 3, hash: head?.hash ?? '' })
    expect(await push([entry(lost)])).toEqual([['accepted_flagged', 'AUDIT_CHAIN_BROKEN']])
    expect((await kept()).map((row) => row.seq)).toEqual([1, 2, 3, 5])
    expect(await alarms()).toMatchObject([{ storeCode: 'NYC', brokenSeq: 4, code: 'missing' }])
  })

  test('cannot take a place that is taken: the entry that came first stands', async () => {
    expect(await push([entry(undefined, { action: 'forged' })])).toEqual([['accepted_flagged', 'AUDIT_CHAIN_BROKEN']])
    expect((await kept())[0]).toMatchObject({ action: 'sales.discount' })
  })
})
