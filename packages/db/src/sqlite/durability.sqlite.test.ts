import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { temporaryFolder, testContext } from '@pos/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openThingsStore } from '../contract/open-things.ts'
import { assertSettings, isBelowFloor, openConnection } from './connection.ts'

const ctx = testContext()
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => {
  folder.remove()
})

describe('every connection', () => {
  test('of an open store flushes each commit and enforces references', async () => {
    const store = await openThingsStore(folder.path)
    const settings = (prepare: (text: string) => { get(): unknown }) =>
      ['synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check'].map((name) =>
        Object.values(prepare(`pragma ${name}`).get() as object).at(0),
      )
    const strict = [2, 1, 0, 1]
    const inWriter = await store.unitOfWork.write(ctx, 'test.pragmas', ({ tx }) => [
      settings((text) => tx.prepare(text)),
      settings((text) => tx.catalog.prepare(text)),
    ])
    const inReader = await store.unitOfWork.read(ctx, (tx) => [
      settings((text) => tx.prepare(text)),
      settings((text) => tx.catalog.prepare(text)),
    ])
    const inCatalogue = await store.catalogue.write((tx) => [settings((text) => tx.prepare(text))])
    expect([...inWriter, ...inReader, ...inCatalogue]).toEqual([strict, strict, strict, strict, strict])
    await store.close()
  })

  test('is refused when the driver default would let a power cut take sales', () => {
    const connection = openConnection(join(folder.path, 'a.db'))
    connection.pragma('synchronous = NORMAL')
    expect(() => assertSettings(connection)).toThrow('synchronous is 1, not 2')
    connection.close()
  })

  test('is refused on an SQLite below the floor', () => {
    expect(['3.51.2', '3.50.9', '2.99.99'].map(isBelowFloor)).toEqual([true, true, true])
    expect(['3.51.3', '3.51.10', '3.52.0', '4.0.0'].map(isBelowFloor)).toEqual([false, false, false, false])
  })
})

test('a killed store has every thing it had answered for', async () => {
  const writer = spawn(
    process.execPath,
    [fileURLToPath(new URL('../contract/crash-writer.ts', import.meta.url)), folder.path],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const answered: string[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    answered.push(line)
    if (answered.length === 500) writer.kill('SIGKILL')
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit')
  expect(answered.length).toBeGreaterThanOrEqual(500)

  const store = await openThingsStore(folder.path)
  const found = await store.unitOfWork.read(ctx, (tx) => tx.prepare<{ name: string }>('select name from things').all())
  const present = new Set(found.map(({ name }) => name))
  expect(answered.filter((name) => !present.has(name))).toEqual([])
  await store.close()
})
