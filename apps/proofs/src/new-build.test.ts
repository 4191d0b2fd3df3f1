import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { screenTexts } from '@pos/i18n'
import { openChromium, temporaryFolder, TillScreen } from '@pos/testing'
import { expect, test } from 'vitest'
import { startChain, type Site } from '../test/harness/chain.ts'
import { PIN } from '../test/harness/pin.ts'
import { PAGES } from '../test/harness/server.ts'
import { enrolmentCode } from '../test/harness/tills.ts'

/** Makes of the pages in a folder what another build would be: a changed page, and a service worker that knows it. */
function buildAnew(folder: string): void {
  const change = (name: string, from: string | RegExp, to: string) => {
    const path = join(folder, name)
    const before = readFileSync(path, 'utf8')
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${name} is not built as it was`)
    writeFileSync(path, after)
  }
  change('index.html', '</head>', '<meta name="build" content="new"></head>')
  change('sw.js', /(url:"index\.html",revision:")[^"]+|(revision:")[^"]+(",url:"index\.html)/, '$1$2a-new-revision$3')
}

test('a new build waits for the end of the sale, takes nothing from the cart, and then runs', async () => {
  const pages = temporaryFolder()
  cpSync(PAGES, pages.path, { recursive: true })
  const chain = await startChain({ products: 5, pages: pages.path })
  const profile = temporaryFolder()
  const browser = await openChromium(profile.path)
  try {
    const [site] = chain.sites as [Site]
    const [first, second] = chain.company.products
    if (!first || !second) throw new Error('the company sells something')
    const page = await browser.newPage()
    const till = new TillScreen(page, 'en')
    const { update } = screenTexts.en.uiKit
    const lines = page.locator('[data-line]')
    const notice = page.getByRole('status').filter({ hasText: update.title })
    const install = page.getByRole('button', { name: update.install })
    const newBuild = page.locator('meta[name="build"]')
    await till.enrol(site.url, await enrolmentCode(site, 0))
    await till.signIn(site.plan.cashier.username, PIN)
    await till.openShift('100')
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.reload()
    await till.signIn(site.plan.cashier.username, PIN)
    await till.waitForSale()
    await till.scan(first.barcode)
    await lines.first().waitFor()

    buildAnew(pages.path)
    await site.server.stop()
    await site.server.start()
    // What the page does by itself every quarter of an hour.
    await page.evaluate('navigator.serviceWorker.getRegistration().then((here) => here.update()).then(() => undefined)')
    await notice.waitFor()
    expect(await notice.innerText()).toContain(update.text)
    expect(await install.count()).toBe(0)

    // Neither a lock nor a reload in the middle of the sale brings it in.
    await page.keyboard.press('Alt+s')
    await till.signIn(site.plan.cashier.username, PIN)
    await till.waitForSale()
    await page.reload()
    await till.signIn(site.plan.cashier.username, PIN)
    await lines.first().waitFor()
    expect(await newBuild.count()).toBe(0)
    await till.scan(second.barcode)
    await lines.nth(1).waitFor()
    await notice.waitFor()
    expect(await install.count()).toBe(0)

    const receipt = await till.payExactCash()
    await till.nextSale()
    await install.click()
    await newBuild.waitFor({ state: 'attached' })
    await till.signIn(site.plan.cashier.username, PIN)
    await till.waitForSale()
    expect(await notice.count()).toBe(0)
    await till.scan(first.barcode)
    await lines.first().waitFor()
    expect(await till.payExactCash()).toBe(receipt.replace(/\d$/, (digit) => String(Number(digit) + 1)))
  } finally {
    await browser.close()
    profile.remove()
    await chain.close()
    pages.remove()
  }
}, 240_000)
