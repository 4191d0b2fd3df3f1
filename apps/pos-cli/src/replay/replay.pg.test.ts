import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSmallChain, type SmallChain } from '../../test/small-chain.ts'
import { decimalText } from './file/decimal.ts'
import type { ReplayOptions } from './options.ts'
import type { Reporter } from './reporter.ts'
import { replay } from './replay.ts'
import { summaryOf } from './summary.ts'

const SAMPLE = join(import.meta.dirname, '../../test/invoices-with-dirt.csv')
/** The file the format comes from. It is not part of the repository; without it, the sample stands in. */
const REAL = resolve(import.meta.dirname, '../../../../../shared/data/online-retail.csv.gz')
const MAIN = join(import.meta.dirname, '../main.ts')

let chain: SmallChain
beforeAll(async () => {
  chain = await openSmallChain(['SJU', 'NYC'])
})
afterAll(() => chain.close())

function optionsFor(storeCode: string, registerCode: string, change: Partial<ReplayOptions> = {}): ReplayOptions {
  const { url, managerAccount, pin } = chain.store(storeCode)
  return {
    file: SAMPLE,
    storeCode,
    registerCode,
    limit: Infinity,
    isClient: false,
    hqUrl: chain.hqUrl,
    storeUrl: url,
    admin: chain.admin,
    manager: managerAccount,
    pin,
    folder: join(chain.folder, 'replay', `${storeCode}-${registerCode}`),
    ...change,
  }
}

const quiet: Reporter = { log: () => undefined, progress: () => ({ advance: () => undefined, end: () => 1 }) }
const run = (options: ReplayOptions) => replay(options, quiet)

/** Starts the command in a process of its own and kills it when it says that so many invoices are rung. */
function killAt(tenth: number, { storeCode, registerCode, ...options }: ReplayOptions): Promise<void> {
  const { hqUrl, storeUrl, admin, manager, pin, file } = options
  const args = ['replay', file, '--store', storeCode, '--register', registerCode, '--data', chain.folder]
  const people = [
    '--admin',
    `${admin.username}:${admin.password}`,
    '--manager',
    `${manager.username}:${manager.password}`,
  ]
  const where = ['--hq-url', hqUrl, '--store-url', storeUrl, '--pin', pin, ...(options.isClient ? ['--as-client'] : [])]
  const child = spawn(process.execPath, [MAIN, ...args, ...people, ...where], { stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (text: Buffer) => {
    told += text.toString()
    if ((told.match(/Invoices/g) ?? []).length >= tenth) child.kill('SIGKILL')
  })
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? done() : failed(new Error(`ended with ${code}: ${told}`)),
    )
  })
}

// Worked out by hand from the sample's text.
const DAYS = [
  ['2011-03-25', { documents: 48, lines: 911, totalMinor: 5_129_328 }],
  ['2011-03-26', { documents: 47, lines: 223, totalMinor: 929_124 }],
  ['2011-03-28', { documents: 50, lines: 240, totalMinor: 1_046_977 }],
]
const REFUSED = { no_price: 3, not_a_sale: 3, stock_correction: 2, no_quantity: 1 }

test('a till that is killed twice and started again has every invoice at head office once, to the cent', async () => {
  const options = optionsFor('SJU', 'REPLAY')
  await killAt(2, options)
  await killAt(6, options)
  const outcome = await run(options)
  const { survey, rung, figures, differences, parked } = outcome
  expect(differences).toEqual([])
  expect([...survey.days].map(([day, { payoutMinor: _, ...sums }]) => [day, sums])).toEqual(DAYS)
  expect(Object.fromEntries([...survey.refused].map(([reason, { lines }]) => [reason, lines]))).toEqual(REFUSED)
  expect([decimalText(survey.fileValue, 2), decimalText(survey.ringValue, 2)]).toEqual(['71,051.785', '71,054.285'])
  expect(rung.before).toBeGreaterThan(14)
  expect([rung.before + rung.now, parked]).toEqual([145, 0])
  expect(Object.fromEntries(figures.kinds)).toEqual({ sale: 127, return: 16, exchange: 2 })
  expect(figures.flags.get('LICENCE_CLOCK_SUSPECT (hq)')).toBe(145)
  expect(figures.flags.get('RETURN_NOT_ALLOWED (store)')).toBeGreaterThan(0)
  expect([...figures.flags.keys()].toSorted()).toEqual(['LICENCE_CLOCK_SUSPECT (hq)', 'RETURN_NOT_ALLOWED (store)'])
  expect(summaryOf(outcome)).toContain('3 days agree to the cent')
}, 90_000)

test('so does a client of the store server', async () => {
  const options = optionsFor('NYC', 'REPLAYC', { isClient: true })
  await killAt(3, options)
  const { rung, figures, differences } = await run(options)
  expect(differences).toEqual([])
  expect(rung.before).toBeGreaterThan(14)
  expect(rung.before + rung.now).toBe(145)
  expect(Object.fromEntries(figures.kinds)).toEqual({ sale: 127, return: 16, exchange: 2 })
  expect([...figures.flags]).toEqual([])
}, 90_000)

test('servers that go away meanwhile are waited for, both ways', async () => {
  const till = run(optionsFor('SJU', 'AWAY'))
  const client = run(optionsFor('NYC', 'AWAYC', { isClient: true }))
  for (const what of ['SJU', 'NYC', 'head office', 'NYC', 'SJU']) await chain.interrupt(what, 150)
  expect(await till).toMatchObject({ differences: [], rung: { before: 0, now: 145 } })
  expect(await client).toMatchObject({ differences: [], rung: { before: 0, now: 145 } })
}, 90_000)

test('a second run of the same file rings nothing up again, and a larger limit goes on', async () => {
  const few = optionsFor('NYC', 'TWICE', { limit: 20 })
  expect((await run(few)).rung).toMatchObject({ before: 0, now: 19 })
  expect(await run(few)).toMatchObject({ rung: { before: 19, now: 0 }, differences: [] })
  const more = await run({ ...few, limit: 30 })
  expect(more).toMatchObject({ rung: { before: 19, now: 9 }, differences: [] })
}, 60_000)

test('a journal of another file or a shorter limit is refused before anything is rung up', async () => {
  const options = optionsFor('NYC', 'OTHER', { limit: 10 })
  await run(options)
  await expect(run({ ...options, limit: 5 })).rejects.toThrow(/10 invoices.*--limit/)
  const other = join(chain.folder, 'other.csv')
  writeFileSync(other, readFileSync(SAMPLE, 'utf8').replaceAll(/^7/gm, '8'))
  await expect(run({ ...options, file: other })).rejects.toThrow(/made of another file/)
}, 60_000)

test('head office that says something else is told day by day', async () => {
  const options = optionsFor('NYC', 'REPLAYC', { isClient: true, limit: 60 })
  const { differences } = await run(options)
  expect(differences).toHaveLength(5 + 37)
  expect(differences[0]).toMatchObject({ where: '2011-03-26 in the report', headOffice: 929_124 })
}, 60_000)

test('what is missing is one sentence', async () => {
  const options = optionsFor('SJU', 'REPLAY')
  await expect(run({ ...options, storeCode: 'XYZ' })).rejects.toThrow(
    'There is no store XYZ: choose one of NYC, PSE, SJU',
  )
  await expect(run({ ...options, file: 'none.csv.gz' })).rejects.toThrow('There is no file none.csv.gz')
  await expect(run({ ...options, hqUrl: 'http://127.0.0.1:9' })).rejects.toThrow(/Head office does not answer/)
}, 30_000)

test('the first invoices of a real file agree to the cent, both ways', async () => {
  const first = { file: existsSync(REAL) ? REAL : SAMPLE, limit: 25 }
  const till = await run(optionsFor('SJU', 'REAL', first))
  expect(till).toMatchObject({ differences: [], survey: { invoices: 25 } })
  expect(till.survey.totalMinor).toBeGreaterThan(0)
  const client = await run(optionsFor('NYC', 'REALC', { ...first, isClient: true }))
  expect(client).toMatchObject({ differences: [], survey: { invoices: 25 } })
}, 120_000)
