import { screenTexts } from '@pos/i18n'
import { HqScreen, openChromium, pageFaults, temporaryFolder, TillScreen, type TemporaryFolder } from '@pos/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { expectNothingRan, saveHostileProducts, TYPED } from '../test/harness/hostile.ts'
import { PIN } from '../test/harness/pin.ts'
import { isLong } from '../test/harness/seed.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { Fitter, SIZES } from '../test/screens/fitter.ts'

const LINES = isLong ? 200 : 60
/** Whose length or direction may move what stands around them; the others only must not run. */
const WIDE = ['backwards', 'unbroken', 'words']

let chain: Chain
let site: Site
let barcodes: readonly string[]
let profile: TemporaryFolder
let browser: BrowserContext

beforeAll(async () => {
  chain = await startChain({ products: LINES + 30 })
  ;[site] = chain.sites as [Site]
  barcodes = await saveHostileProducts(chain.hq.url, chain.company)
  profile = temporaryFolder()
  browser = await openChromium(profile.path)
})

afterAll(async () => {
  await browser?.close()
  profile?.remove()
  await chain?.close()
})

afterEach(async () => {
  for (const page of browser.pages()) if (page.url() !== 'about:blank') await page.close()
})

const as = () => ({ company: chain.company.slug, user: 'boss', password: PASSWORD })
const fields = (page: Page) =>
  page.locator('input:not([type=radio], [type=checkbox], [type=date]):visible, textarea:visible')

/** Writes every hostile text into every field in sight, confirms it, and looks at what the page makes of it. */
async function writeEverywhere(page: Page, fitter: Fitter, screen: string): Promise<void> {
  for (const [kind, text] of Object.entries(TYPED)) {
    for (const field of await fields(page).all()) await field.fill(text)
    await page.keyboard.press('Enter')
    if (WIDE.includes(kind)) await fitter.take(`${screen}, ${kind}`)
  }
}

test('text typed into any field of the till is text, and fits', async () => {
  const page = await browser.newPage()
  const faults = pageFaults(page)
  const fitter = new Fitter(page)
  const till = new TillScreen(page, 'en')
  const { words } = till
  await till.enrol(site.url, await enrolmentCode(site, 0))
  await till.signIn(site.plan.cashier.username, PIN)
  await till.openShift('100')
  const dialog = page.getByRole('dialog')
  await till.scan(barcodes[5] ?? '')
  await page.locator('[data-line]').last().waitFor()

  for (const [kind, text] of Object.entries(TYPED)) {
    await page.getByRole('combobox').fill(text.slice(0, 60))
    if (WIDE.includes(kind)) await fitter.take(`till search, ${kind}`)
    await page.getByRole('combobox').press('Enter')
    await page.getByRole('combobox').press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }
  expect(fitter.findings).toEqual([])
  for (const keys of ['Alt+q', 'Alt+p', 'Alt+d', 'F8']) {
    await page.keyboard.press(keys)
    await dialog.waitFor()
    await writeEverywhere(page, fitter, `till ${keys}`)
    await dialog.getByRole('button', { name: screenTexts.en.uiKit.dialog.close }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await page.keyboard.press('F7')
  await page.getByLabel(words.return.find).waitFor()
  await writeEverywhere(page, fitter, 'till return')
  await expectNothingRan(page)
  expect(fitter.findings).toEqual([])
  expect(faults).toEqual([])
}, 240_000)

test(`a sale of ${LINES} lines, for nothing or for very much, fits and can be paid`, async () => {
  const page = await browser.newPage()
  const faults = pageFaults(page)
  const fitter = new Fitter(page)
  const till = new TillScreen(page, 'en')
  const pay = page.getByRole('button', { name: new RegExp(`^${till.words.sell.pay} `) })
  const lines = page.locator('[data-line]')
  await page.goto(`${site.url}/till`)
  await till.signIn(site.plan.cashier.username, PIN)
  await till.waitForSale()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').getByRole('button', { name: till.words.sell.clear }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  const [free = '', ...dear] = barcodes
  await till.scan(free)
  await lines.first().waitFor()
  await fitter.take('a sale for nothing')
  expect(await pay.innerText()).toContain('$0.00')
  await till.payExactCash()
  await fitter.take('paid with nothing')
  await till.nextSale()

  const goods = chain.company.products.filter(({ isWeighed }) => !isWeighed)
  const codes = [...goods.slice(0, LINES - dear.length).map(({ barcode }) => barcode), ...dear]
  for (const code of codes) {
    await page.getByRole('combobox').fill(code)
    await page.getByRole('combobox').press('Enter')
  }
  await lines.nth(LINES - 1).waitFor({ timeout: 30_000 })
  expect(await lines.count()).toBe(LINES)
  await fitter.take(`${LINES} lines`)
  for (const size of SIZES) {
    await page.setViewportSize(size)
    const box = await pay.boundingBox()
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width).toBe(true)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height)
  }
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: till.words.pay.back }).waitFor()
  await fitter.take('to pay')
  await page.keyboard.press('Escape')
  await till.waitForSale()
  await till.payExactCash()
  await fitter.take('paid')
  expect(fitter.findings).toEqual([])
  expect(faults).toEqual([])
}, 240_000)

test('text typed into any field of head office is text, and fits', async () => {
  const page = await browser.newPage()
  const faults = pageFaults(page)
  const fitter = new Fitter(page)
  const hq = new HqScreen(page, 'en', chain.hq.url)
  const { words } = hq
  await browser.clearCookies()
  await page.goto(`${chain.hq.url}/hq`)
  await page.evaluate('localStorage.clear()')
  await page.goto(`${chain.hq.url}/hq`)
  await page.getByLabel(words.signIn.company).waitFor()
  await writeEverywhere(page, fitter, 'sign-in')
  await hq.signIn(as())
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  for (const [kind, text] of Object.entries(TYPED)) {
    await page.getByRole('combobox').fill(text)
    if (WIDE.includes(kind)) await fitter.take(`palette, ${kind}`)
  }
  await page.keyboard.press('Escape')
  await hq.open('catalogue/products', words.products.title)
  await writeEverywhere(page, fitter, 'products')
  await hq.open('catalogue/products/new', words.product.newTitle)
  await writeEverywhere(page, fitter, 'new product')
  await page.goto(`${chain.hq.url}/hq/catalogue/products/${chain.company.products[0]?.productId ?? ''}`)
  await page.getByLabel(words.product.newPrice).waitFor()
  for (const [kind, text] of Object.entries(TYPED)) {
    for (const label of ['nameEn', 'nameEs', 'receiptEn', 'receiptEs'] as const)
      await page.getByLabel(words.product.fields[label]).fill(text)
    await page.getByLabel(words.product.barcode, { exact: true }).fill(text)
    await page.getByRole('button', { name: words.product.addBarcode }).click()
    await page.getByRole('button', { name: screenTexts.en.uiKit.save.save, exact: true }).click()
    await page.getByText(words.product.saved).first().waitFor()
    if (WIDE.includes(kind)) await fitter.take(`product, ${kind}`)
  }
  await hq.open('stores', words.stores.title)
  await page.getByText('Store 1').first().click()
  await page.getByRole('button', { name: words.store.addRegister }).click()
  await writeEverywhere(page, fitter, 'store')
  await expectNothingRan(page)
  expect(fitter.findings).toEqual([])
  expect(faults).toEqual([])
}, 240_000)
