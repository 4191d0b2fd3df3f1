import { mkdtemp, readdir, readFile, appendFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  CONTRACT_STORES,
  fullDiskContract,
  journalStorageContract,
  type ContractStores,
} from '../storage/journal-storage.contract.ts'
import { fillDisk } from '../../test/full-disk.ts'
import { encodeFrame } from './frame.ts'
import { fileStorage } from './file-storage.ts'

const folders: string[] = []
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pos-journal-'))
  folders.push(folder)
  return folder
}
const openIn = (folder: string, slackBytes?: number) =>
  fileStorage<ContractStores>({ folder, names: CONTRACT_STORES, ...(slackBytes === undefined ? {} : { slackBytes }) })

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

journalStorageContract('a file', async () => openIn(await newFolder()))
fullDiskContract('a file', async () => openIn(await newFolder()), fillDisk)

describe('a storage in a file', () => {
  test('is there again after it was closed and opened', async () => {
    const folder = await newFolder()
    const first = await openIn(folder)
    await first.commit([
      { store: 'texts', key: 'a', value: 'ñ\n' },
      { store: 'numbers', key: 'n', value: { last: 3 } },
    ])
    await first.commit([{ store: 'texts', key: 'b', value: 'gone' }])
    await first.commit([{ store: 'texts', key: 'b', value: undefined }])
    await first.close()
    const second = await openIn(folder)
    expect(await second.list('texts')).toEqual([{ key: 'a', value: 'ñ\n' }])
    expect(await second.get('numbers', 'n')).toEqual({ last: 3 })
    await second.close()
  })

  test('forgets a torn last step, wherever it was cut, and goes on from there', async () => {
    const torn = encodeFrame('texts\tb\t"never promised"')
    for (let cut = 1; cut < torn.length; cut++) {
      const folder = await newFolder()
      const first = await openIn(folder)
      await first.commit([{ store: 'texts', key: 'a', value: 'kept' }])
      await first.close()
      await appendFile(join(folder, 'journal.log'), torn.subarray(0, cut))
      const second = await openIn(folder)
      await second.commit([{ store: 'texts', key: 'c', value: 'next' }])
      await second.close()
      const third = await openIn(folder)
      expect((await third.list('texts')).map((entry) => entry.key)).toEqual(['a', 'c'])
      await third.close()
    }
  })

  test('refuses to open when a step in the middle is damaged, and lets the folder go', async () => {
    const folder = await newFolder()
    const first = await openIn(folder)
    for (const key of ['a', 'b', 'c']) await first.commit([{ store: 'texts', key, value: 'promised' }])
    await first.close()
    const log = await readFile(join(folder, 'journal.log'))
    log[log.indexOf('texts\tb') + 2] = 0x58
    await writeFile(join(folder, 'journal.log'), log)
    await expect(openIn(folder)).rejects.toThrow('damaged')
    await expect(openIn(folder)).rejects.toThrow('damaged')
  })

  test('belongs to one owner at a time', async () => {
    const folder = await newFolder()
    const first = await openIn(folder)
    await expect(openIn(folder)).rejects.toMatchObject({ code: 'REGISTER_LEASED' })
    await first.close()
    await (await openIn(folder)).close()
  })

  test('takes over from an owner that died', async () => {
    const folder = await newFolder()
    await writeFile(join(folder, 'journal.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1', token: 'x' }))
    await (await openIn(folder)).close()
    const reused = { pid: process.pid, startedAt: 'another start', token: 'x' }
    await writeFile(join(folder, 'journal.lock'), JSON.stringify(reused))
    await (await openIn(folder)).close()
  })

  test('writes its file anew when history outgrows the state, and loses nothing', async () => {
    const folder = await newFolder()
    const storage = await openIn(folder, 10_000)
    for (let n = 0; n < 500; n++) {
      await storage.commit([
        { store: 'numbers', key: 'series', value: { last: n } },
        { store: 'texts', key: 'note', value: `${n}`.padStart(500, '.') },
      ])
    }
    await storage.commit([{ store: 'lists', key: 'kept', value: [1] }])
    expect((await stat(join(folder, 'journal.log'))).size).toBeLessThan(13_000)
    await storage.close()
    const again = await openIn(folder)
    expect(await again.get('numbers', 'series')).toEqual({ last: 499 })
    expect(await again.get('lists', 'kept')).toEqual([1])
    await again.close()
  })

  test('[SE85] is read back whole after the disk was full', async () => {
    const folder = await newFolder()
    const storage = await openIn(folder)
    await storage.commit([{ store: 'texts', key: 'a', value: 'before' }])
    const makeRoom = await fillDisk()
    await expect(storage.commit([{ store: 'texts', key: 'b', value: 'x'.repeat(500) }])).rejects.toMatchObject({
      code: 'STORAGE_FULL',
    })
    await makeRoom()
    await storage.commit([{ store: 'texts', key: 'c', value: 'after' }])
    await storage.close()
    const again = await openIn(folder)
    expect((await again.list('texts')).map(({ key }) => key)).toEqual(['a', 'c'])
    await again.close()
  })

  test('[SE85] goes on with the file it has when there is no room for a new one', async () => {
    const folder = await newFolder()
    const storage = await openIn(folder, 10_000)
    const keys = Array.from({ length: 40 }, (_, n) => `${n}`.padStart(2, '0'))
    const write = (key: string, value: string) => storage.commit([{ store: 'texts', key, value: value.padStart(500) }])
    for (const key of keys) await write(key, 'first')
    const makeRoom = await fillDisk(1_000)
    for (let round = 0; round < 3; round += 1) for (const key of keys) await write(key, `round ${round}`)
    const size = async () => (await stat(join(folder, 'journal.log'))).size
    expect(await size()).toBeGreaterThan(80_000)
    expect(await readdir(folder)).not.toContain('journal.log.new')
    await makeRoom()
    for (const key of keys) await write(key, 'last')
    expect(await size()).toBeLessThan(60_000)
    await storage.close()
    const again = await openIn(folder)
    expect((await again.list('texts')).map(({ value }) => value.trim())).toEqual(keys.map(() => 'last'))
    await again.close()
  })

  test('shares a flush among commits that arrive together', async () => {
    const folder = await newFolder()
    const storage = await openIn(folder)
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => storage.commit([{ store: 'texts', key: `${n}`, value: 'x' }])),
    )
    await storage.close()
    const frames = (await readFile(join(folder, 'journal.log'), 'utf8'))
      .split('\n')
      .filter((line) => /^[0-9a-f]{8} /.test(line))
    expect(frames.length).toBeLessThanOrEqual(3)
  })
})
