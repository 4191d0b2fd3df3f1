import { join } from 'node:path'
import { InvariantError } from '@pos/core'
import { temporaryFolder, testContext } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openThingsStore, thingsInStore } from '../contract/open-things.ts'
import { liteThings } from '../contract/things-schema.ts'
import { thing } from '../contract/unit-of-work.contract.ts'
import { commitsInWal } from '../contract/wal-commits.ts'

const ctx = testContext()
let store: Awaited<ReturnType<typeof thingsInStore>>
beforeEach(async () => {
  store = await thingsInStore()
})
afterEach(async () => {
  await store.close()
})

const insert = (name: string) =>
  store.unitOfWork.write(ctx, 'test.insert', (unit) => unit.tx.insert('things', [thing(name)]))
const names = async () => (await store.readAll(ctx)).map(({ name }) => name)
async function commitsOf(work: () => Promise<unknown>): Promise<number> {
  const path = join(store.folder, 'ops.db')
  const before = commitsInWal(path)
  await work()
  return commitsInWal(path) - before
}

describe('units that arrive in one turn of the event loop', () => {
  test('share one commit', async () => {
    const commits = await commitsOf(() => Promise.all(Array.from({ length: 64 }, (_, n) => insert(`one-${n}`))))
    expect(commits).toBe(1)
    expect(await names()).toHaveLength(64)
  })

  test('are cut into groups of 128', async () => {
    const commits = await commitsOf(() => Promise.all(Array.from({ length: 300 }, (_, n) => insert(`many-${n}`))))
    expect(commits).toBe(3)
  })

  test('still share one commit when one of them fails after writing', async () => {
    const units = Array.from({ length: 20 }, (_, n) => insert(`with-${n}`))
    const bad = store.unitOfWork.write(ctx, 'test.bad', ({ tx }) => {
      tx.insert('things', [thing('bad')])
      throw new Error('after writing')
    })
    const commits = await commitsOf(() => Promise.allSettled([...units, bad]))
    expect(commits).toBe(1)
    expect(await names()).toHaveLength(20)
    await expect(bad).rejects.toThrow('after writing')
  })

  test('are not run twice for a veto', async () => {
    let runs = 0
    const counted = store.unitOfWork.write(ctx, 'test.counted', ({ tx }) => {
      runs += 1
      tx.insert('things', [thing('counted')])
    })
    const veto = store.unitOfWork.write(ctx, 'test.veto', () => {
      throw new Error('vetoed')
    })
    await Promise.allSettled([counted, veto])
    expect(runs).toBe(1)
  })

  test('run one after another, even when they wait', async () => {
    const order: string[] = []
    const step = (name: string) =>
      store.unitOfWork.write(ctx, 'test.step', async () => {
        order.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        order.push(`${name} ends`)
      })
    await Promise.all([step('a'), step('b')])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })
})

test('no unit has its answer before the group is on the disk', async () => {
  const path = join(store.folder, 'ops.db')
  const before = commitsInWal(path)
  const seen: number[] = []
  const refused = store.unitOfWork.write(ctx, 'test.refused', () => {
    throw new Error('vetoed')
  })
  const units = [insert('first'), refused, insert('second')]
  await Promise.allSettled(units.map((unit) => unit.finally(() => seen.push(commitsInWal(path) - before))))
  expect(seen).toEqual([1, 1, 1])
})

describe('a unit that makes SQLite end the whole transaction', () => {
  const poison = () => store.unitOfWork.write(ctx, 'test.poison', (unit) => unit.tx.insert('things', [thing('poison')]))

  test('is the only one of its group that fails', async () => {
    const outcomes = await Promise.allSettled([insert('before'), poison(), insert('after')])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await names()).toEqual(['after', 'before'])
  })

  test('cannot swallow the error and write on', async () => {
    const stubborn = store.unitOfWork.write(ctx, 'test.stubborn', ({ tx }) => {
      try {
        tx.insert('things', [thing('poison')])
      } catch {
        tx.insert('things', [thing('written alone')])
      }
    })
    const builder = store.unitOfWork.write(ctx, 'test.builder', ({ tx }) => {
      try {
        tx.insert('things', [thing('poison')])
      } catch {
        tx.db.insert(liteThings).values(thing('written by the builder')).run()
      }
    })
    const outcomes = await Promise.allSettled([insert('good'), stubborn, builder])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    await expect(stubborn).rejects.toBeInstanceOf(InvariantError)
    expect(await names()).toEqual(['good'])
  })

  test('by its own statement writes nothing more', async () => {
    const rash = store.unitOfWork.write(ctx, 'test.rash', ({ tx }) => {
      tx.insert('things', [thing('kept by nobody')])
      tx.prepare('rollback').run()
      tx.insert('things', [thing('written alone')])
    })
    await expect(rash).rejects.toBeInstanceOf(InvariantError)
    expect(await names()).toEqual([])
  })

  test('is refused even when it swallows the error and stops', async () => {
    const silent = store.unitOfWork.write(ctx, 'test.silent', ({ tx }) => {
      try {
        tx.insert('things', [thing('poison')])
      } catch {
        return 'all is well'
      }
      return 'unreachable'
    })
    await expect(silent).rejects.toThrow('ended the transaction')
  })
})

test('a reference that only the commit can check fails its own unit alone', async () => {
  const orphan = store.unitOfWork.write(ctx, 'test.orphan', ({ tx }) =>
    tx.prepare('insert into parts (thing_id) values (?)').run(['nobody']),
  )
  const outcomes = await Promise.allSettled([insert('before'), orphan, insert('after')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await names()).toEqual(['after', 'before'])
})

describe('the handle', () => {
  test('writes nothing after its unit has ended', async () => {
    const escaped = await store.unitOfWork.write(ctx, 'test.escape', ({ tx }) => ({ tx }))
    expect(() => escaped.tx.insert('things', [thing('late')])).toThrow(InvariantError)
    expect(() => escaped.tx.prepare('delete from things').run()).toThrow(InvariantError)
    expect(() => escaped.tx.query(sql`delete from things returning id`)).toThrow(InvariantError)
  })

  test('has no transaction of its own', async () => {
    const nested = store.unitOfWork.write(ctx, 'test.nested', ({ tx }) => {
      const { transaction } = tx.db as unknown as { transaction: (work: () => void) => void }
      transaction.call(tx.db, () => {})
    })
    await expect(nested).rejects.toThrow('the unit of work is the transaction')
  })
})

test('a unit that holds the writer too long is named in the log, even while it hangs', async () => {
  const said: unknown[] = []
  const say = (fields: object) => void said.push(fields)
  const folder = temporaryFolder()
  const slow = await openThingsStore(folder.path, { holdLimitMs: 5, log: { info() {}, warn: say, error() {} } })
  const { promise, resolve: release } = Promise.withResolvers<void>()
  const unit = slow.unitOfWork.write(ctx, 'reports.slow', () => promise)
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(said).toEqual([{ unit: 'reports.slow', limitMs: 5 }])
  release()
  await unit
  expect(said).toMatchObject([{ unit: 'reports.slow' }, { unit: 'reports.slow', heldMs: expect.any(Number) }])
  await slow.close()
  folder.remove()
})

test('a listener that throws neither stops the store nor the next events', async () => {
  const folder = temporaryFolder()
  const heard: string[] = []
  const noisy = await openThingsStore(folder.path, {
    onCommitted: (events) => {
      heard.push(...events.map(({ name }) => name))
      throw new Error('printer on fire')
    },
  })
  const emit = (name: string) =>
    noisy.unitOfWork.write(ctx, 'test.emit', (unit) => unit.emitAfterCommit({ name, payload: {} }))
  await emit('first')
  await emit('second')
  await noisy.close()
  expect(heard).toEqual(['first', 'second'])
  folder.remove()
})
