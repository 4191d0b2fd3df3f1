import { type Context, DomainError, type DomainEvent, InvariantError, type UnitOfWork } from '@pos/core'
import { seededRandom, sequentialIds, TEST_TENANT, testContext } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RowsTx } from '../sql-tx.ts'
import type { Thing, ThingRows } from './things-schema.ts'

export type ThingsTx = RowsTx<ThingRows>
export type ThingsDatabase = {
  readonly unitOfWork: UnitOfWork<ThingsTx>
  readonly committed: readonly DomainEvent[]
  /** All things as the query builder of the engine decodes them, by name. */
  readonly readAll: (ctx: Context) => Promise<Thing[]>
  readonly close: () => Promise<void>
}

const ctx = testContext()
const ids = sequentialIds(1)
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

export function thing(name: string, more: Partial<Thing> = {}): Thing {
  return { tenantId: TEST_TENANT, id: ids.next(), name, ...more }
}

/** What a unit of work promises, whatever the engine. */
export function unitOfWorkContract(open: () => Promise<ThingsDatabase>): void {
  let database: ThingsDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(async () => {
    await database.close()
  })
  const names = async () => (await database.readAll(ctx)).map(({ name }) => name)

  describe('a unit of work', () => {
    test('gives back what its work returns, after the rows are there for everybody', async () => {
      const answer = await database.unitOfWork.write(ctx, 'test.keep', async (unit) => {
        await unit.tx.insert('things', [thing('kept')])
        return 'done'
      })
      expect(answer).toBe('done')
      expect(await names()).toContain('kept')
    })

    test('knows who asks', async () => {
      const seen = await database.unitOfWork.write(ctx, 'test.who', ({ tenantId, correlationId }) => ({
        tenantId,
        correlationId,
      }))
      expect(seen).toEqual({ tenantId: ctx.tenantId, correlationId: ctx.correlationId })
    })

    test('that is vetoed before it writes rejects with the very same refusal and leaves nothing', async () => {
      const before = await names()
      const veto = new DomainError('SALE_EMPTY')
      await expect(
        database.unitOfWork.write(ctx, 'test.veto', (unit) => {
          unit.emitAfterCommit({ name: 'sale:completed', payload: { from: 'veto' } })
          throw veto
        }),
      ).rejects.toBe(veto)
      expect(await names()).toEqual(before)
    })

    test('that fails after writing leaves nothing', async () => {
      const before = await names()
      await expect(
        database.unitOfWork.write(ctx, 'test.fail', async (unit) => {
          await unit.tx.insert('things', [thing('half')])
          throw new Error('too late')
        }),
      ).rejects.toThrow('too late')
      expect(await names()).toEqual(before)
    })

    test('that the database refuses rejects and leaves nothing', async () => {
      const before = await names()
      const rows = [thing('good', { quantity: 1 }), thing('negative', { quantity: -1 })]
      await expect(
        database.unitOfWork.write(ctx, 'test.check', (unit) => unit.tx.insert('things', rows)),
      ).rejects.toThrow(/check/i)
      expect(await names()).toEqual(before)
    })

    test('sees its own writes before the commit', async () => {
      const count = await database.unitOfWork.write(ctx, 'test.own', async (unit) => {
        await unit.tx.insert('things', [thing('own')])
        return unit.tx.query<{ n: number }>(sql`select count(*) as n from things where name = ${'own'}`)
      })
      expect(count).toEqual([{ n: 1 }])
    })

    test('is read-only when it only reads', async () => {
      await expect(
        database.unitOfWork.read(ctx, async (tx) => {
          await tx.insert('things', [thing('smuggled')])
        }),
      ).rejects.toThrow(/read.?only/i)
      expect(await names()).not.toContain('smuggled')
    })
  })

  describe('a group of units', () => {
    test.each([1, 2, 3, 4, 5, 6])(
      'commits exactly the good ones and tells only their events (seed %i)',
      async (seed) => {
        const random = seededRandom(seed)
        const told = database.committed.length
        const kinds = Array.from({ length: 40 }, () => KINDS[Math.floor(random() * KINDS.length)] as Kind)
        const outcomes = await Promise.allSettled(
          kinds.map((kind, index) => runKind(database.unitOfWork, kind, `${seed}/${index}`)),
        )
        const good = kinds.flatMap((kind, index) => (kind.startsWith('good') ? [`${seed}/${index}`] : []))
        const present = (await names()).filter((name) => name.startsWith(`${seed}/`))

        expect(outcomes.map(({ status }) => status)).toEqual(
          kinds.map((kind) => (kind.startsWith('good') ? 'fulfilled' : 'rejected')),
        )
        expect(present.sort()).toEqual(good.sort())
        await nextTurn()
        const events = database.committed.slice(told).map(({ payload }) => String(payload.name))
        expect(events.sort()).toEqual(good.sort())
      },
    )
  })

  describe('a reader', () => {
    test('keeps the state it began with while others commit', async () => {
      const [before, after] = await database.unitOfWork.read(ctx, async (tx) => {
        const count = () => tx.query<{ n: number }>(sql`select count(*) as n from things`)
        const first = await count()
        await database.unitOfWork.write(ctx, 'test.meanwhile', (unit) => unit.tx.insert('things', [thing('meanwhile')]))
        return [first, await count()]
      })
      expect(after).toEqual(before)
      expect(await names()).toContain('meanwhile')
    })

    test('sees nothing of a unit that has not committed', async () => {
      const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
      const { promise: wrote, resolve: hasWritten } = Promise.withResolvers<void>()
      const unit = database.unitOfWork.write(ctx, 'test.slow', async ({ tx }) => {
        await tx.insert('things', [thing('slow')])
        hasWritten()
        await mayEnd
      })
      await wrote
      expect(await names()).not.toContain('slow')
      end()
      await unit
      expect(await names()).toContain('slow')
    })
  })

  describe('rows', () => {
    const full = {
      name: `Ñandú 'quoted' "double"; drop table things; -- \\ 🦙`,
      quantity: 9_007_199_254_740_991,
      isOpen: true,
      digest: 'ab'.repeat(32),
      payload: Buffer.from([0, 1, 254, 255]),
      info: { list: [1, 'two', null], text: 'ñ' },
      madeAt: 1_772_442_000_123,
      madeOn: '2026-03-02',
    }

    test('come back as they went in, for every kind of column', async () => {
      const row = thing('', full)
      await database.unitOfWork.write(ctx, 'test.kinds', (unit) => unit.tx.insert('things', [row]))
      const [found] = (await database.readAll(ctx)).filter(({ id }) => id === row.id)
      expect(found).toEqual(row)
    })

    test('may lack values: undefined and null are stored as NULL', async () => {
      const row = thing('bare', { quantity: null, info: undefined })
      await database.unitOfWork.write(ctx, 'test.null', (unit) => unit.tx.insert('things', [row]))
      const [found] = (await database.readAll(ctx)).filter(({ id }) => id === row.id)
      expect(found).toMatchObject({ quantity: null, info: null, isOpen: null })
    })

    test('with different keys are refused, because a value would be lost', async () => {
      const pairs = [
        [thing('short'), thing('long', { quantity: 1 })],
        [thing('one', { quantity: 1 }), thing('other', { isOpen: true })],
      ]
      for (const rows of pairs) {
        const insert = database.unitOfWork.write(ctx, 'test.keys', (unit) => unit.tx.insert('things', rows))
        await expect(insert).rejects.toBeInstanceOf(InvariantError)
      }
    })

    test('take what is equal in all of them from the constants', async () => {
      const rows = ['a', 'b', 'c'].map((suffix) => ({ id: ids.next(), name: `const-${suffix}` }))
      const constants = { tenantId: TEST_TENANT, madeAt: full.madeAt, digest: full.digest, isOpen: false }
      await database.unitOfWork.write(ctx, 'test.const', async (unit) => {
        await unit.tx.insert('things', [], constants)
        await unit.tx.insert('things', rows, constants)
      })
      const found = (await database.readAll(ctx)).filter(({ name }) => name.startsWith('const-'))
      expect(found).toMatchObject(rows.map((row) => ({ ...row, ...constants })))
    })
  })

  describe('a portable query', () => {
    test('gives equal values on every engine', async () => {
      const at = 1_772_442_000_123
      const rows = [1, 2, 4].map((quantity) =>
        thing('counted', { quantity, isOpen: quantity > 1, madeAt: at + quantity, madeOn: '2026-03-02' }),
      )
      const found = await database.unitOfWork.write(ctx, 'test.query', async ({ tx }) => {
        await tx.insert('things', rows)
        return tx.query(sql`
          select made_on, is_open, count(*) as n, sum(quantity) as total, max(made_at) as latest, avg(quantity) as mean
          from things where name = ${'counted'} and is_open = ${true} and made_at > ${tx.fragments.instant(at)}
          group by made_on, is_open`)
      })
      expect(found).toEqual([{ made_on: '2026-03-02', is_open: 1, n: 2, total: 6, latest: at + 4, mean: 3 }])
    })

    test('may change rows and may lock them', async () => {
      const row = thing('locked')
      const renamed = await database.unitOfWork.write(ctx, 'test.lock', async ({ tx }) => {
        await tx.insert('things', [row])
        await tx.query(sql`select id from things where id = ${row.id} ${tx.fragments.lockRows}`)
        await tx.query(sql`update things set name = ${'unlocked'} where id = ${row.id}`)
        return tx.query(sql`delete from things where id = ${row.id} returning name`)
      })
      expect(renamed).toEqual([{ name: 'unlocked' }])
    })
  })
}

const KINDS = ['good', 'good late', 'veto', 'veto late', 'fails after writing', 'refused by the database'] as const
type Kind = (typeof KINDS)[number]

async function runKind(unitOfWork: UnitOfWork<ThingsTx>, kind: Kind, name: string): Promise<void> {
  await unitOfWork.write(ctx, `test.${kind}`, (unit) => {
    unit.emitAfterCommit({ name: 'thing:made', payload: { name } })
    if (kind === 'veto') throw new DomainError('SALE_EMPTY')
    if (kind === 'good') return unit.tx.insert('things', [thing(name)])
    return runLate(unit.tx, kind, name)
  })
}

async function runLate(tx: ThingsTx, kind: Kind, name: string): Promise<void> {
  await nextTurn()
  if (kind === 'veto late') throw new DomainError('SALE_EMPTY')
  await tx.insert('things', [thing(name)])
  if (kind === 'refused by the database') await tx.insert('things', [thing(name, { quantity: -1 })])
  if (kind === 'fails after writing') throw new Error('after writing')
}
