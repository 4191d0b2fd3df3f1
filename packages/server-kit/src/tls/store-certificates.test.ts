import { X509Certificate } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endingSoon } from './ending-soon.ts'
import { isServerName } from './server-names.ts'
import {
  certificateFacts,
  ensureCertificates,
  hasCertificates,
  prepareRenewal,
  renewCertificates,
  type StoreCertificates,
} from './store-certificates.ts'

const DAY_MS = 24 * 3_600_000
const AT = Date.UTC(2026, 2, 2)
let folder: TemporaryFolder
let first: StoreCertificates
beforeAll(async () => {
  folder = temporaryFolder()
  first = await renewCertificates({ folder: folder.path, at: AT, names: ['store.test', '192.0.2.7', '2001:db8::7'] })
})
afterAll(() => folder.remove())

test('an authority signs the server for this machine, its addresses and the names that were asked for', () => {
  const [authority, server] = [first.authority, first.server].map(({ certificate }) => new X509Certificate(certificate))
  expect(authority?.ca).toBe(true)
  expect(server?.ca).toBe(false)
  expect(authority && server?.checkIssued(authority) && server.verify(authority.publicKey)).toBe(true)
  for (const name of ['localhost', hostname().toLowerCase(), 'store.test']) expect(server?.checkHost(name)).toBe(name)
  for (const address of ['127.0.0.1', '192.0.2.7', '2001:db8::7']) expect(server?.checkIP(address)).toBeDefined()
  expect(server?.checkHost('other.test')).toBeUndefined()
})

test('what may be signed is limited: no authority below it, and servers live for no more than browsers take', () => {
  const { validFromAt, validToAt } = certificateFacts(first.server.certificate)
  expect((validToAt - validFromAt) / DAY_MS).toBeLessThanOrEqual(398)
  const authority = new X509Certificate(first.authority.certificate)
  expect(authority.toLegacyObject()).toMatchObject({ ca: true })
  expect(first.authority.certificate).not.toContain('PRIVATE KEY')
})

test('they are kept: the same the next time, and readable by the owner only', async () => {
  expect(await hasCertificates(folder.path)).toBe(true)
  expect(await ensureCertificates({ folder: folder.path, at: AT })).toEqual({ ...first, isNew: false })
  for (const name of ['authority.pem', 'server.pem'])
    expect((await stat(join(folder.path, 'tls', name))).mode & 0o777).toBe(0o600)
})

test('the server gets a new certificate 45 days before the old one ends, of the same authority and names', async () => {
  expect((await ensureCertificates({ folder: folder.path, at: AT + 351 * DAY_MS })).isNew).toBe(false)
  const late = AT + 353 * DAY_MS
  const renewed = await ensureCertificates({ folder: folder.path, at: late })
  expect([renewed.isNew, renewed.authority]).toEqual([true, first.authority])
  expect(renewed.server).not.toEqual(first.server)
  expect(certificateFacts(renewed.server.certificate).names).toContain('store.test')
  expect(await ensureCertificates({ folder: folder.path, at: late })).toEqual({ ...renewed, isNew: false })
})

test('names that are asked for later take the place of the earlier ones, once the renewal is kept', async () => {
  const at = AT + 368 * DAY_MS
  const before = await ensureCertificates({ folder: folder.path, at })
  const { certificates, keep } = await prepareRenewal({ folder: folder.path, at, names: ['till.test'] })
  expect(await ensureCertificates({ folder: folder.path, at })).toEqual(before)
  await keep()
  expect(await ensureCertificates({ folder: folder.path, at })).toEqual({ ...certificates, isNew: false })
  const { names } = certificateFacts(certificates.server.certificate)
  expect([certificates.askedNames, names.includes('till.test'), names.includes('store.test')]).toEqual([
    ['till.test'],
    true,
    false,
  ])
})

test('another authority signs the server anew, also when somebody was cut off between the two', async () => {
  const at = AT + 370 * DAY_MS
  const { authority } = await ensureCertificates({ folder: folder.path, at })
  const server = await readFile(join(folder.path, 'tls', 'server.pem'), 'utf8')
  const other = await renewCertificates({ folder: folder.path, at, isNewAuthority: true })
  expect(other.authority).not.toEqual(authority)
  await writeFile(join(folder.path, 'tls', 'server.pem'), server)
  const mended = await ensureCertificates({ folder: folder.path, at })
  expect([mended.isNew, mended.authority]).toEqual([true, other.authority])
  const issuer = new X509Certificate(other.authority.certificate)
  expect(new X509Certificate(mended.server.certificate).verify(issuer.publicKey)).toBe(true)
})

test('an authority ends soon a year before, a certificate of a server thirty days before', () => {
  expect(endingSoon(first, AT + 366 * DAY_MS)).toEqual([])
  expect(endingSoon(first, AT + 368 * DAY_MS)).toEqual([{ which: 'server', days: 29 }])
  const old = { ...first, server: first.authority }
  expect(endingSoon(old, AT + 3_285 * DAY_MS)).toEqual([])
  expect(endingSoon(old, AT + 3_286 * DAY_MS)).toEqual([{ which: 'authority', days: 364 }])
  expect(endingSoon(old, AT + 3_651 * DAY_MS)).toMatchObject([{ days: -1 }, { days: -1 }])
})

test('certificates are made for host names and addresses, and for nothing else', () => {
  const label = 'a'.repeat(63)
  for (const name of [
    'till',
    'store.test',
    'STORE-1.test',
    'xn--o-0ea.test',
    '1.test',
    label,
    '192.0.2.7',
    '2001:db8::7',
    '::1',
  ])
    expect([name, isServerName(name)]).toEqual([name, true])
  const long = `${label}.${label}.${label}.${label}`
  for (const name of ['', '.', 'a..b', 'a.', '-a', 'a-', '*.test', 'a b', 'a,b', 'ñ.test', '192.0.2', '256.0.0.1', '1'])
    expect([name, isServerName(name)]).toEqual([name, false])
  for (const name of [`${label}a`, long, 'fe80::1%eth0', '[::1]', '::g', 'http://a', 'a\n', 'a:80'])
    expect([name, isServerName(name)]).toEqual([name, false])
})

test('a folder without them has none', async () => {
  const empty = temporaryFolder()
  expect(await hasCertificates(empty.path)).toBe(false)
  empty.remove()
})
