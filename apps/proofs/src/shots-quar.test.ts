import { HqScreen, openChromium, temporaryFolder } from '@pos/testing'
import { screenTexts } from '@pos/i18n'
import { test } from 'vitest'
import { startChain } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { sendUnreadableSale } from '../test/harness/park.ts'
import { openTill } from '../test/harness/tills.ts'
test('shots', async () => {
  const chain = await startChain({ products: 5, stores: 2 })
  const [site, other] = chain.sites
  if (!site || !other) throw new Error('')
  const { till } = await openTill(site, 0)
  await sendUnreadableSale(site)
  await sendUnreadableSale(other)
  await new Promise((r) => setTimeout(r, 2500))
  for (const [language, scheme, width, height] of [
    ['en', 'light', 1440, 900],
    ['es', 'dark', 1440, 900],
    ['es', 'light', 390, 844],
  ] as const) {
    const profile = temporaryFolder()
    const browser = await openChromium(profile.path, language)
    const page = await browser.newPage()
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme })
    const name = `/tmp/shots/quar/${language}-${scheme}-${width}`
    const sync = screenTexts[language].sync
    const hq = new HqScreen(page, language, chain.hq.url)
    await page.goto(`${chain.hq.url}/hq`)
    await hq.signIn({ company: chain.company.slug, user: 'boss', password: PASSWORD })
    await hq.open('sync', sync.title)
    await page.waitForTimeout(1500)
    await page.screenshot({ path: `${name}-hq.png`, fullPage: true })
    await page.getByText(sync.codes.VALIDATION_FAILED).first().click()
    await page.waitForTimeout(700)
    await page.getByRole('dialog').getByText(sync.acts.correct, { exact: true }).click()
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${name}-dialog.png` })
    await page.goto(`${site.url}/store`)
    await page.getByLabel(screenTexts[language].store.signIn.user).fill(site.plan.manager.username)
    await page.getByLabel(screenTexts[language].store.signIn.password).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(1500)
    await page.goto(`${site.url}/store/sync`)
    await page.waitForTimeout(1500)
    await page.screenshot({ path: `${name}-store.png`, fullPage: true })
    await browser.close()
    profile.remove()
  }
  await till.stop()
  await chain.close()
}, 300_000)
