import { statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder, testContext } from '@pos/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openThingsStore } from '../contract/open-things.ts'
import { thing } from '../contract/unit-of-work.contract.ts'
import { isCheckDue } from './file-check.ts'

const MIB = 1024 * 1024
const ctx = testContext()
let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'ops.db')
})
afterEach(() => {
  folder.remove()
})

const logSize = () => statSync(`${path}-wal`).size
const fill = (store: Awaited<ReturnType<typeof openThingsStore>>, rows: number) =>
  store.unitOfWork.write(ctx, 'test.fill', ({ tx }) =>
    tx.insert(
      'things',
      Array.from({ length: rows }, () => thing('x'.repeat(200))),
    ),
  )

describe('the write-ahead log', () => {
  test('has its full size before the first sale and keeps it, however much is sold', async () => {
    const store = await openThingsStore(folder.path, { walBytes: 2 * MIB })
    expect(logSize()).toBe(2 * MIB)
    for (let n = 0; n < 40; n += 1) await fill(store, 500)
    expect(logSize()).toBeLessThan(3 * MIB)
    const [row] = await store.unitOfWork.read(ctx, (tx) => tx.prepare('select count(*) as n from things').all())
    expect(row).toEqual({ n: 20_000 })
    await store.close()
  })

  test('is folded into the file while nobody sells', async () => {
    const store = await openThingsStore(folder.path, { checkpointEveryMs: 10 })
    await fill(store, 500)
    await vi.waitFor(() => expect(statSync(path).size).toBeGreaterThan(100_000))
    await store.close()
  })

  test('is folded while somebody sells once it is long, and selling goes on', async () => {
    const store = await openThingsStore(folder.path, { walBytes: 64 * MIB, checkpointEveryMs: 60_000 })
    const before = statSync(path).size
    let sold = 0
    await vi.waitFor(
      async () => {
        await fill(store, 500)
        sold += 500
        expect(statSync(path).size).toBeGreaterThan(before + MIB)
      },
      { timeout: 10_000, interval: 1 },
    )
    const [row] = await store.unitOfWork.read(ctx, (tx) => tx.prepare('select count(*) as n from things').all())
    expect(row).toEqual({ n: sold })
    await store.close()
  })

  test('is left alone while somebody sells', async () => {
    const store = await openThingsStore(folder.path, { checkpointEveryMs: 5 })
    const before = statSync(path).size
    await store.unitOfWork.write(ctx, 'test.selling', async ({ tx }) => {
      tx.insert(
        'things',
        Array.from({ length: 500 }, () => thing('x'.repeat(200))),
      )
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(statSync(path).size).toBe(before)
    })
    await store.close()
  })
})

describe('a file is checked at the start', () => {
  test('when it is small', () => {
    writeFileSync(path, 'small')
    expect(isCheckDue(path)).toBe(true)
  })

  test('when it is large only if its last end was no clean one', () => {
    writeFileSync(path, '')
    truncateSync(path, 100 * MIB)
    expect(isCheckDue(path)).toBe(false)
    writeFileSync(`${path}-wal`, '')
    expect(isCheckDue(path)).toBe(false)
    writeFileSync(`${path}-wal`, 'left behind')
    expect(isCheckDue(path)).toBe(true)
  })
})
