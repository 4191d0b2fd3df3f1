import { openChromium, temporaryFolder } from '@pos/testing'
import { describe, expect, test } from 'vitest'
import { pages } from '../../test/browser/pages.ts'
import type { PageResult } from '../../test/browser/vitest-in-page.ts'

/** Room for every test but the one that fills it. */
const QUOTA_BYTES = 20_000_000

/** Runs the contract suite inside a browser; what it found there is told here, test by test. */
async function runInChromium(): Promise<PageResult[]> {
  const folder = temporaryFolder()
  const server = await pages('contract-page')
  const browser = await openChromium(folder.path)
  try {
    const page = await browser.newPage()
    const devtools = await browser.newCDPSession(page)
    const { origin } = server
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA_BYTES })
    await page.exposeFunction('liftQuota', () => devtools.send('Storage.overrideQuotaForOrigin', { origin }))
    await page.goto(`${server.origin}/contract-page`)
    await page.waitForFunction('globalThis.runTests')
    return await page.evaluate('runTests()')
  } finally {
    await browser.close()
    await server.close()
    folder.remove()
  }
}

const results = await runInChromium()

describe('IndexedDB in Chromium keeps the promises of a journal storage', () => {
  test('every promise is tried', () => expect(results.length).toBeGreaterThanOrEqual(13))

  test.each(results)('$title', ({ error }) => expect(error).toBeNull())
})
