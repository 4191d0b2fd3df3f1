import { X509Certificate } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificateFacts, ensureCertificates, hasCertificates, type StoreCertificates } from './store-certificates.ts'

const DAY_MS = 24 * 3_600_000
const AT = Date.UTC(2026, 2, 2)
let folder: TemporaryFolder
let first: StoreCertificates
beforeAll(async () => {
  folder = temporaryFolder()
  first = await ensureCertificates({ folder: folder.path, at: AT, names: ['store.test', '192.0.2.7', '2001:db8::7'] })
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

test('the server gets a new certificate thirty days before the old one ends, of the same authority and names', async () => {
  const late = AT + 368 * DAY_MS
  const renewed = await ensureCertificates({ folder: folder.path, at: late })
  expect([renewed.isNew, renewed.authority]).toEqual([true, first.authority])
  expect(renewed.server).not.toEqual(first.server)
  expect(certificateFacts(renewed.server.certificate).names).toContain('store.test')
  expect(await ensureCertificates({ folder: folder.path, at: late })).toEqual({ ...renewed, isNew: false })
})

test('a name that is asked for later makes a new one, and so does the wish alone', async () => {
  const at = AT + 368 * DAY_MS
  const wider = await ensureCertificates({ folder: folder.path, at, names: ['till.test'] })
  expect([wider.isNew, certificateFacts(wider.server.certificate).names.includes('till.test')]).toEqual([true, true])
  expect((await ensureCertificates({ folder: folder.path, at, isForced: true })).isNew).toBe(true)
})

test('a folder without them has none', async () => {
  const empty = temporaryFolder()
  expect(await hasCertificates(empty.path)).toBe(false)
  empty.remove()
})
