import type { Awaitable, Context, DomainEvent, Unit, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { FIRST_AUDIT_HASH, type AuditRecord } from '@pos/shared-types'
import { TEST_TENANT, testContext } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditHash } from './chain.ts'
import { readAuditChain } from './read-chain.ts'
import { AUDIT_RECORDED, recordAudit, recordRefused, type AuditEntry } from './record-audit.ts'

export type AuditedServer = {
  readonly node: string
  /** Head office's is one too, as far as these tests use it. */
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly committed: readonly DomainEvent[]
  readonly remove: () => Promise<void>
}

const USER = '01890000-0000-7000-8000-0000000000d1'
const entry = (action: string, more: Partial<AuditEntry> = {}): AuditEntry => ({ category: 'money', action, ...more })

/** Head office's answers later than a store's. */
const note = (unit: Unit<StoreTx>, noted: AuditEntry): Awaitable<void> => recordAudit(unit, noted)

/** What a chain of audit entries is on either engine. */
export function recordAuditContract(open: () => Promise<AuditedServer>): void {
  let server: AuditedServer
  beforeAll(async () => {
    server = await open()
  })
  afterAll(() => server.remove())

  const write = (work: (unit: Unit<StoreTx>) => unknown, ctx: Context = testContext()) =>
    server.unitOfWork.write(ctx, 'test.act', async (unit) => {
      await work(unit)
    })
  const chain = (): Promise<AuditRecord[]> =>
    server.unitOfWork.read(testContext(), (tx) => readAuditChain(tx, TEST_TENANT, server.node, 0, 1_000))

  test('an act leaves one entry that says who, where, what and when', async () => {
    const ctx = testContext({ userId: USER, ip: '10.0.0.7', correlationId: 'request-1', sessionId: USER })
    await write(
      (unit) =>
        recordAudit(
          unit,
          entry('sales.discount', { entity: 'sale', entityId: 's1', before: { b: 1, a: 2 }, after: {} }),
        ),
      ctx,
    )
    const [first, ...others] = await chain()
    expect(others).toEqual([])
    expect(first).toMatchObject({
      node: server.node,
      seq: 1,
      prevHash: FIRST_AUDIT_HASH,
      outcome: 'ok',
      userId: USER,
      sessionId: USER,
      storeId: ctx.storeId,
      ip: '10.0.0.7',
      correlationId: 'request-1',
      occurredAt: ctx.at,
      before: { a: 2, b: 1 },
      after: {},
    })
    await expect.poll(() => server.committed).toContainEqual({ name: AUDIT_RECORDED, payload: {} })
  })

  test('an act that is undone leaves none, and a refusal leaves its entry in a unit of its own', async () => {
    const before = (await chain()).length
    const refused = write(async (unit) => {
      await note(unit, entry('sales.void'))
      throw new Error('undone')
    })
    await expect(refused).rejects.toThrow('undone')
    expect(await chain()).toHaveLength(before)

    const request = testContext({ correlationId: 'request-2' })
    await recordRefused(server.unitOfWork, request, { ...entry('sales.void'), outcome: 'denied' })
    await recordRefused(server.unitOfWork, request, { ...entry('sales.void'), outcome: 'failed' })
    expect((await chain()).at(-1)).toMatchObject({ action: 'sales.void', outcome: 'denied', seq: before + 1 })
  })

  test('each entry names the hash before it, without a gap, also when many act at once and some are refused', async () => {
    const acts = Array.from({ length: 30 }, (_, at) =>
      write(async (unit) => {
        await note(unit, entry('act', { after: { at } }))
        if (at % 5 === 0) throw new Error('undone')
        if (at % 7 === 0) await note(unit, entry('second act of the unit'))
      }),
    )
    const outcomes = await Promise.allSettled(acts)
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(6)

    const entries = await chain()
    expect(entries.filter(({ action }) => action === 'act')).toHaveLength(24)
    entries.forEach((each, at) => {
      expect(each.seq).toBe(at + 1)
      expect(each.prevHash).toBe(entries[at - 1]?.hash ?? FIRST_AUDIT_HASH)
      expect(auditHash(TEST_TENANT, each)).toBe(each.hash)
    })
  })

  describe('the server itself', () => {
    test.each(['update audit_logs set action = action', 'delete from audit_logs', 'delete from audit_heads'])(
      'cannot do this: %s',
      async (text) => {
        await expect(write((unit) => unit.tx.query(sql.raw(text)))).rejects.toThrow(/audit/)
      },
    )
  })
}
