import { certificateFacts, createLog, ensureCertificates } from '@pos/server-kit'
import { fakeClock, temporaryFolder } from '@pos/testing'
import { afterAll, expect, test } from 'vitest'
import { openHttps } from './https.ts'

const DAY_MS = 24 * 3_600_000
const folder = temporaryFolder()
afterAll(() => folder.remove())

test('the certificate of a server is made anew before it ends, and the log warns of an authority that ends', async () => {
  const clock = fakeClock()
  const lines: string[] = []
  const log = createLog({ name: 'test', destination: { write: (line) => void lines.push(line) } })
  const open = () => openHttps({ folder: folder.path, port: 0, clock, log })
  expect(await open()).toBeUndefined()

  const made = await ensureCertificates({ folder: folder.path, at: clock.now() })
  clock.advance(380 * DAY_MS)
  const https = await open()
  const now = https?.certificates()
  expect(now?.authority.certificate).toBe(made.authority.certificate)
  expect(certificateFacts(now?.server.certificate ?? '').validToAt).toBeGreaterThan(clock.now() + 390 * DAY_MS)
  expect(lines).toEqual([])

  clock.advance(3_200 * DAY_MS)
  await open()
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { days: 70, msg: expect.stringContaining('authority') as string },
  ])
})
