import { screenTexts } from '@pos/i18n'
import { assignRole, createUser } from '@pos/shared-types'
import { openChromium, temporaryFolder, TillScreen, type TemporaryFolder } from '@pos/testing'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PIN } from '../test/harness/pin.ts'
import { settled } from '../test/harness/settled.ts'
import { enrolmentCode } from '../test/harness/tills.ts'

const PHONE = { width: 390, height: 844 }
const { till: words } = screenTexts.en

let chain: Chain
let profile: TemporaryFolder
let browser: BrowserContext
beforeAll(async () => {
  chain = await startChain({ products: 3 })
  profile = temporaryFolder()
  browser = await openChromium(profile.path)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  profile?.remove()
  await chain?.close()
})

test('on a phone the pad is in sight for whoever was picked, however many people the store has', async () => {
  const [site] = chain.sites as [Site]
  const { hq, company } = chain
  const atHq = { token: company.adminToken }
  for (const username of ['zaida', 'zenon', 'zita', 'zoe']) {
    const { id } = await call(hq.url, createUser, { ...atHq, body: { username, displayName: username, locale: 'en' } })
    const body = { roleCode: 'pos_cashier', storeId: site.plan.id }
    await call(hq.url, assignRole, { ...atHq, params: { id }, body })
  }
  await settled(chain)
  const page = await browser.newPage()
  await page.setViewportSize(PHONE)
  const till = new TillScreen(page, 'en')
  await till.enrol(site.url, await enrolmentCode(site, 0))
  const pad = page.getByRole('region', { name: 'PIN' })
  const isInSight = async () => {
    const box = await pad.boundingBox()
    return box !== null && box.y >= 0 && box.y + box.height <= PHONE.height
  }
  await page.getByRole('radio', { name: 'zoe' }).waitFor()
  expect(await isInSight()).toBe(false)

  await page.getByRole('radio', { name: site.plan.cashier.username }).click()
  await expect.poll(isInSight).toBe(true)
  await till.signIn(site.plan.cashier.username, PIN)
  await till.openShift('100')

  // Whoever locked it comes back as a rule: nothing is to be picked then.
  await page.keyboard.press('Alt+s')
  await page.getByRole('heading', { name: words.signIn.locked }).waitFor()
  await expect.poll(isInSight).toBe(true)
}, 120_000)
