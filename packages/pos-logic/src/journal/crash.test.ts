import { addTotals, totalsOf, verifyChain } from '@pos/domain'
import type { SaleFact } from '@pos/shared-types'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileStorage } from '../node/file-storage.ts'
import { sha256 } from '../node/digests.ts'
import { JOURNAL_STORES, type JournalStores, type StoredEvent } from './journal-stores.ts'

const KILLS = process.env['POS_LONG'] === '1' ? 20 : 4
const CHILD = new URL('../../test/selling-child.ts', import.meta.url).pathname
const folders: string[] = []

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

/** Lets a till sell in a process of its own and kills it `afterMs` after its first sale. Answers what it was promised. */
function sellUntilKilled(folder: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--no-warnings', CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (text: Buffer) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    output += text.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the till ended by itself: ${code}`))
      else resolve(output.split('\n').slice(0, -1))
    })
  })
}

async function journalIn(folder: string) {
  const storage = await fileStorage<JournalStores>({ folder, names: JOURNAL_STORES })
  const events = (await storage.list('event')).map(({ value }) => value)
  const totals = (await storage.list('shift_total')).map(({ value }) => value)
  const series = await storage.get('series', 'sale')
  const receipts = await storage.list('receipt')
  const outbox = (await storage.list('outbox')).map(({ value }) => value)
  await storage.close()
  return { events, totals, series, receipts, outbox }
}

const salesOf = (events: readonly StoredEvent[]): SaleFact[] =>
  events.filter((event) => event.type === 'sale.completed').map((event) => JSON.parse(event.payload) as SaleFact)

test('a till killed at any moment keeps every sale it was promised, whole, numbered without a gap and chained', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pos-crash-'))
  folders.push(folder)
  const promised: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    promised.push(...(await sellUntilKilled(folder, Math.random() * 150)))
    const { events, totals, series, receipts, outbox } = await journalIn(folder)
    const sales = salesOf(events)
    const kept = new Set(sales.map(({ sale }) => `${sale.id} ${sale.documentNo} ${sale.hash}`))
    expect(promised.filter((line) => !kept.has(line))).toEqual([])
    expect(sales.length - promised.length).toBeLessThanOrEqual(kill + 1)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, n) => n + 1))
    expect(verifyChain(sales, { hash: sales[0]!.sale.prevHash, number: 0 }, sha256)).toBeUndefined()
    expect(series).toMatchObject({ lastNumber: sales.length, lastHash: sales.at(-1)!.sale.hash })
    expect(addTotals([], totals)).toEqual(addTotals([], sales.flatMap(totalsOf)))
    expect(receipts).toHaveLength(sales.length)
    expect(outbox.length).toBeLessThanOrEqual(events.length)
    expect(events.every((event) => sha256(event.payload) === event.sha256)).toBe(true)
  }
  expect(promised.length).toBeGreaterThan(KILLS)
}, 120_000)
