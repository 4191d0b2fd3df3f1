import { DomainError, InvariantError } from '@pos/core'
import { testContext } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { thingsAtHq } from '../contract/open-things.ts'
import { pgThings } from '../contract/things-schema.ts'
import { thing } from '../contract/unit-of-work.contract.ts'
import { isTransient } from './error-code.ts'

const ctx = testContext({ appContext: 'hq' })
let hq: Awaited<ReturnType<typeof thingsAtHq>>
beforeAll(async () => {
  hq = await thingsAtHq()
})
afterAll(async () => {
  await hq.close()
})
const names = async () => (await hq.readAll(ctx)).map(({ name }) => name)

describe('a unit that went on after a failed statement', () => {
  test('is told that nothing was committed', async () => {
    const rows = [thing('twice')]
    const stubborn = hq.unitOfWork.write(ctx, 'test.stubborn', async ({ tx }) => {
      await tx.insert('things', [thing('swallowed')])
      await tx.insert('things', [...rows, ...rows]).catch(() => {})
      return 'all is well'
    })
    await expect(stubborn).rejects.toBeInstanceOf(InvariantError)
    expect(await names()).not.toContain('swallowed')
  })
})

describe('a deadlock', () => {
  test('runs the losing unit again, and what its first attempt emitted never gets out', async () => {
    const [left, right] = [thing('left'), thing('right')]
    await hq.unitOfWork.write(ctx, 'test.pair', ({ tx }) => tx.insert('things', [left, right]))
    const told = hq.committed.length
    let attempts = 0
    let arrived = 0
    const { promise: bothHold, resolve: release } = Promise.withResolvers<void>()
    const cross = (first: string, second: string, name: string) =>
      hq.unitOfWork.write(ctx, 'test.cross', async (unit) => {
        attempts += 1
        unit.emitAfterCommit({ name, payload: {} })
        const bump = (id: string) =>
          unit.tx.query(sql`update things set quantity = coalesce(quantity, 0) + 1 where id = ${id}`)
        await bump(first)
        arrived += 1
        if (arrived === 2) release()
        await bothHold
        await bump(second)
      })
    await Promise.all([cross(left.id, right.id, 'one'), cross(right.id, left.id, 'two')])
    expect(attempts).toBe(3)
    const rows = (await hq.readAll(ctx)).filter(({ id }) => id === left.id || id === right.id)
    expect(rows.map(({ quantity }) => quantity)).toEqual([2, 2])
    await new Promise((resolve) => setImmediate(resolve))
    expect(
      hq.committed
        .slice(told)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['one', 'two'])
  })

  test('is recognised through the query builder, but not in a refusal made of it', () => {
    const deadlock = Object.assign(new Error('deadlock'), { code: '40P01' })
    expect(isTransient(new Error('failed query', { cause: deadlock }))).toBe(true)
    expect(isTransient(new DomainError('SALE_EMPTY', {}, { cause: deadlock }))).toBe(false)
    expect(isTransient(Object.assign(new Error('twice'), { code: '23505' }))).toBe(false)
  })

  test('that never ends is given up after five retries', async () => {
    let attempts = 0
    const hopeless = hq.unitOfWork.write(ctx, 'test.hopeless', () => {
      attempts += 1
      throw Object.assign(new Error('serialisation'), { code: '40001' })
    })
    await expect(hopeless).rejects.toThrow('serialisation')
    expect(attempts).toBe(6)
  })
})

describe('the handle', () => {
  test('answers nothing after its unit has ended', async () => {
    const escaped = await hq.unitOfWork.write(ctx, 'test.escape', ({ tx }) => ({ tx }))
    await expect(async () => escaped.tx.query(sql`select 1`)).rejects.toBeInstanceOf(InvariantError)
    await expect(async () => escaped.tx.db.select().from(pgThings)).rejects.toThrow('Failed query')
  })

  test('has no transaction of its own', async () => {
    const nested = hq.unitOfWork.write(ctx, 'test.nested', async ({ tx }) => {
      await tx.db.execute(sql`commit`)
    })
    await expect(nested).rejects.toMatchObject({ cause: expect.any(InvariantError) })
  })

  test('refuses a tenant that is no UUID before it reaches the server', async () => {
    const forged = testContext({ tenantId: `x', true); drop table things; --` })
    await expect(hq.unitOfWork.write(forged, 'test.forged', () => 'in')).rejects.toBeInstanceOf(InvariantError)
  })
})

test('a unit whose connection breaks rejects, and the next one works', async () => {
  const broken = hq.unitOfWork.write(ctx, 'test.broken', ({ tx }) =>
    tx.query(sql`select pg_terminate_backend(pg_backend_pid())`),
  )
  await expect(broken).rejects.toThrow('terminating connection')
  expect(await hq.unitOfWork.write(ctx, 'test.next', () => 'fine')).toBe('fine')
})

test('a statement that is asked again and again is planned once, and others are not kept', async () => {
  const kept = await hq.unitOfWork.read(ctx, async (tx) => {
    for (let time = 0; time < 25; time += 1)
      expect(await tx.query(sql`select ${time}::integer as n`)).toEqual([{ n: time }])
    await tx.query(sql`select 'once'`)
    return tx.query<{ text: string }>(
      sql`select statement as text from pg_prepared_statements where name like 'often%'`,
    )
  })
  expect(kept).toEqual([{ text: 'select $1::integer as n' }])
})
