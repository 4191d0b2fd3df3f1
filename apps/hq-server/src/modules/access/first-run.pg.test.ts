import { join } from 'node:path'
import { createLog } from '@pos/server-kit'
import {
  CookieBrowser,
  fakeClock,
  migratedPgDatabase,
  sequentialIds,
  temporaryFolder,
  type FakeClock,
} from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHq, type Hq } from '../../app.ts'

let hq: Hq
let clock: FakeClock
let token = ''
let close: () => Promise<void>
beforeAll(async () => {
  const urls = await migratedPgDatabase()
  const folder = temporaryFolder()
  clock = fakeClock()
  const options = { ...urls, clock, ids: sequentialIds(0x300), log: createLog({ name: 'test', level: 'silent' }) }
  hq = await openHq({ ...options, folder: join(folder.path, 'hq'), hashCost: { memoryKib: 1024, passes: 2 } })
  token = (await hq.firstRun.open()) ?? ''
  close = async () => {
    await hq.app.close()
    await hq.close()
    await urls.drop()
    folder.remove()
  }
})
afterAll(() => close())

const browser = () => new CookieBrowser(hq.app)
const company = { slug: 'casa', name: 'Casa', country: 'PR', currency: 'USD', locale: 'es' }
const admin = { username: 'ana', displayName: 'Ana', password: 'nueve limones verdes' }
const setUp = (change: object = {}) => browser().send('POST', '/auth/first-run', { token, company, admin, ...change })

test('an empty installation knows nobody: the pairs that are tried first open nothing', async () => {
  for (const [username, password] of [
    ['admin', 'admin'],
    ['root', 'root'],
    ['owner', 'password'],
  ]) {
    const { status } = await browser().send('POST', '/auth/login', { tenant: 'casa', username, password })
    expect(status).toBe(401)
  }
  expect(await browser().send('GET', '/auth/first-run')).toMatchObject({ body: { isOpen: true } })
})

test('a wrong token, and a weak password with the right one, set up nothing', async () => {
  expect(await setUp({ token: 'x'.repeat(43) })).toMatchObject({ body: { code: 'FIRST_RUN_TOKEN_INVALID' } })
  expect(await setUp({ admin: { ...admin, password: 'admin' } })).toMatchObject({
    body: { code: 'AUTH_PASSWORD_WEAK' },
  })
  expect(await browser().send('GET', '/auth/first-run')).toMatchObject({ body: { isOpen: true } })
})

test('the token that was printed sets up one company, once, however many try at once', async () => {
  const answers = await Promise.all([setUp(), setUp(), setUp({ company: { ...company, slug: 'other' } })])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422])
  expect((await setUp()).status).toBe(422)
  expect(await browser().send('GET', '/auth/first-run')).toMatchObject({ body: { isOpen: false } })
  expect(await hq.firstRun.open()).toBeUndefined()
})

test('its super admin sets up the second factor before he is let in', async () => {
  const codes: string[] = []
  for (const tenant of ['casa', 'other']) {
    const credentials = { tenant, username: 'ana', password: admin.password }
    codes.push((await browser().send('POST', '/auth/login', credentials)).body.code)
  }
  expect(codes.toSorted()).toEqual(['AUTH_FAILED', 'AUTH_TOTP_SETUP'])
})

test('the token lasts an hour', async () => {
  const urls = await migratedPgDatabase()
  const folder = temporaryFolder()
  const other = await openHq({
    ...urls,
    clock,
    ids: sequentialIds(0x400),
    log: createLog({ name: 'test', level: 'silent' }),
    folder: folder.path,
  })
  const late = (await other.firstRun.open()) ?? ''
  clock.advance(60 * 60_000)
  const answer = await new CookieBrowser(other.app).send('POST', '/auth/first-run', { token: late, company, admin })
  await other.app.close()
  await other.close()
  await urls.drop()
  folder.remove()
  expect(answer.body.code).toBe('FIRST_RUN_TOKEN_INVALID')
})
