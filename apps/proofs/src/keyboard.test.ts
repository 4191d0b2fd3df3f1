import { readFile } from 'node:fs/promises'
import { permissionText, screenTexts } from '@pos/i18n'
import { uuidv7Ids } from '@pos/server-kit'
import { saveTaxGroup, setPin } from '@pos/shared-types'
import { KeyHand, openChromium, pageFaults, temporaryFolder, type TemporaryFolder } from '@pos/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { PIN } from '../test/harness/pin.ts'
import { ring } from '../test/harness/ring.ts'
import { enrolmentCode, openTill } from '../test/harness/tills.ts'

let chain: Chain
let site: Site
let profile: TemporaryFolder
let browser: BrowserContext

beforeAll(async () => {
  chain = await startChain({ products: 60 })
  ;[site] = chain.sites as [Site]
  const token = await signIn(site, site.plan.manager.username)
  await call(site.url, setPin, { token, body: { pin: PIN } })
  profile = temporaryFolder()
  browser = await openChromium(profile.path)
})

afterAll(async () => {
  await browser?.close()
  profile?.remove()
  await chain?.close()
})

/** A page of somebody without a mouse: what only a pointer does fails here. */
async function withoutMouse(): Promise<{ page: Page; hand: KeyHand; faults: string[] }> {
  const page = await browser.newPage()
  return { page, hand: new KeyHand(page), faults: pageFaults(page) }
}

test('a shift is opened, sold in, looked after and closed with keys alone', async () => {
  const { page, hand, faults } = await withoutMouse()
  const { till, uiKit } = screenTexts.en
  const [first, second, third] = chain.company.products
  if (!first || !second || !third) throw new Error('the company sells something')
  await page.addInitScript('print = () => document.documentElement.setAttribute("data-printed", "")')
  const printed = page.locator('html[data-printed]')
  const lines = page.locator('[data-line]')
  const chosen = page.locator('[data-line]:has([aria-current])')
  const dialog = page.getByRole('dialog')
  const noDialog = () => dialog.waitFor({ state: 'detached' })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const sell = page.getByRole('heading', { name: till.sell.title, exact: true })
  const keyIn = async (pin: string) => {
    await hand.write(pin)
    await hand.press('Enter')
  }

  const code = await enrolmentCode(site, 0)
  await page.goto(`${site.url}/till`)
  await page.getByLabel(till.enrol.code).waitFor()
  await hand.write(code)
  await hand.press('Enter')
  await page.getByRole('radiogroup', { name: uiKit.staff.label }).waitFor()
  await hand.press('m')
  await page.getByRole('radio', { name: site.plan.manager.username, checked: true }).waitFor()
  await keyIn(PIN)

  await page.getByLabel(till.shift.open.float).waitFor()
  await hand.write('100')
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })

  // Search, add, quantity, multiplier, quick keys.
  await hand.write('product 1')
  await page.getByRole('option').first().waitFor()
  await hand.press('ArrowDown', 'ArrowDown', 'Enter')
  await expect.poll(() => lines.count()).toBe(1)
  await hand.write(second.barcode)
  await hand.press('Enter')
  await expect.poll(() => lines.count()).toBe(2)
  await hand.press('F2')
  await hand.write('x')
  await hand.press('Escape')
  await hand.write('3')
  await hand.press('*')
  await hand.write(third.barcode)
  await hand.press('Enter')
  await expect.poll(() => chosen.innerText()).toMatch(/^3\n/)
  await hand.goTo(page.getByRole('group', { name: uiKit.keys.label }).getByRole('button').first())
  await hand.press('ArrowRight', 'ArrowDown', 'ArrowLeft', 'Enter')
  await expect.poll(() => lines.count()).toBe(4)
  await hand.press('+', '+', '-')
  await expect.poll(() => chosen.innerText()).toMatch(/^2\n/)
  await hand.press('Alt+q')
  await dialog.waitFor()
  await hand.rewrite('5')
  await hand.press('Enter')
  await noDialog()
  await expect.poll(() => chosen.innerText()).toMatch(/^5\n/)

  // Discounts of a line and of the sale.
  await hand.press('ArrowUp', 'Alt+d')
  await dialog.waitFor()
  await hand.write('10')
  await hand.goTo(dialog.getByRole('radio', { name: 'Goodwill' }))
  await hand.press('Space', 'Enter')
  await noDialog()
  await expect.poll(() => chosen.innerText()).toContain('10%')
  await hand.press('F8')
  await dialog.waitFor()
  await hand.goTo(dialog.getByRole('radio', { name: till.sell.percent }), 'Shift+Tab')
  await hand.press('ArrowRight')
  await hand.goTo(dialog.getByLabel(till.sell.amount, { exact: true }).last())
  await hand.write('0.50')
  await hand.goTo(dialog.getByRole('radio', { name: 'Goodwill' }))
  await hand.press('Space', 'Enter')
  await noDialog()
  await page.getByText('−$1.02').first().waitFor()

  // Remove, undo, keep.
  await hand.press('Delete')
  await expect.poll(() => lines.count()).toBe(3)
  await hand.press('Control+z')
  await expect.poll(() => lines.count()).toBe(4)
  await hand.press('Escape')
  await dialog.waitFor()
  await hand.press('Enter')
  await noDialog()

  // Cash and card for one sale.
  await hand.press('F9')
  await button(till.pay.back).waitFor()
  await hand.press('1', '0', 'Enter')
  await page.getByText(till.pay.stillDue).first().waitFor()
  await hand.press('Alt+2')
  await hand.goTo(page.getByLabel(till.pay.lastDigits))
  await hand.write('4242')
  await hand.press('Enter')
  await page.getByText(till.done.saved).waitFor()
  const receipt = (await page.getByText(till.done.receipt.replace('{number}', '')).first().innerText())
    .split(' ')
    .at(-1)
  await hand.goTo(button(till.done.print))
  await hand.press('Enter')
  await printed.waitFor({ state: 'attached' })
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('article', { name: uiKit.receipt.label.replace('{number}', receipt ?? '') }).waitFor()
  expect(await button(till.done.next).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await hand.goTo(button(till.done.next))
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })

  // Cash with change, and the sales of today.
  await hand.write(first.barcode)
  await hand.press('Enter')
  await expect.poll(() => lines.count()).toBe(1)
  await hand.press('F9')
  await button(till.pay.back).waitFor()
  await hand.press('F10')
  await page.getByText(till.done.saved).waitFor()
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })
  const choose = async (name: string) => {
    await hand.press('Alt+m')
    await hand.goTo(dialog.getByRole('button', { name }))
    await hand.press('Enter')
    await noDialog()
  }
  await choose(till.menu.sales)
  await page.getByRole('heading', { name: till.sales.title }).waitFor()
  await hand.goTo(page.getByRole('listitem').getByRole('button').last())
  await hand.press('Enter')
  await page.getByRole('article').waitFor()
  await hand.goTo(button(screenTexts.en.common.close))
  await hand.press('Enter', 'Escape')
  await sell.waitFor({ state: 'attached' })

  // A return from a receipt number.
  await hand.press('F7')
  await page.getByLabel(till.return.find).waitFor()
  await hand.write(receipt ?? '')
  await hand.press('Enter')
  await hand.goTo(button(till.return.everything))
  await hand.press('Enter')
  for (const reason of await page.getByRole('radio', { name: 'Changed mind' }).all()) {
    await hand.goTo(reason)
    await hand.press('Space')
  }
  await hand.goTo(button(/^Give back \$/))
  await hand.press('Enter')
  await page.getByText(till.done.saved).waitFor()
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })

  // Lamps, lock, another cashier with the same cart.
  await hand.press('Alt+i')
  await page.getByRole('dialog', { name: uiKit.connection.title }).waitFor()
  await hand.press('Escape')
  await noDialog()
  await hand.write(first.barcode)
  await hand.press('Enter')
  await expect.poll(() => lines.count()).toBe(1)
  await hand.press('Alt+s')
  await page.getByRole('radiogroup', { name: uiKit.staff.label }).waitFor()
  await hand.press('ArrowDown', 'c')
  await page.getByRole('radio', { name: site.plan.cashier.username, checked: true }).waitFor()
  await keyIn(PIN)
  await button(till.others.goOn).waitFor()
  await hand.press('Enter')
  await noDialog()
  await expect.poll(() => lines.count()).toBe(1)
  await hand.press('F9')
  await button(till.pay.back).waitFor()
  await hand.press('Escape')
  await sell.waitFor({ state: 'attached' })
  await hand.press('Escape')
  await dialog.waitFor()
  await hand.goTo(dialog.getByRole('button', { name: till.sell.clear }))
  await hand.press('Enter')
  await noDialog()
  await expect.poll(() => lines.count()).toBe(0)

  // Count and Z.
  await choose(till.menu.shift)
  await hand.goTo(button(till.shift.close))
  await hand.press('Enter')
  await page.getByRole('heading', { name: till.shift.count.title }).waitFor()
  await hand.write('1')
  await hand.press('Enter', 'ArrowUp')
  await hand.goTo(button(till.shift.count.confirm))
  await hand.press('Enter')
  await page.getByRole('heading', { name: till.shift.difference.title }).waitFor()
  await hand.press('1')
  await page.getByRole('radio', { name: 'Counted wrong', checked: true }).waitFor()
  await hand.goTo(button(till.shift.close))
  await hand.press('Enter')
  await page.getByRole('article').waitFor()
  await hand.goTo(button(till.shift.print))
  await hand.goTo(button(till.shift.done))
  await hand.press('Enter')
  await page.getByLabel(till.shift.open.float).waitFor()

  expect(hand.faults).toEqual([])
  expect(faults).toEqual([])
}, 240_000)

test('head office is read and kept with keys alone', async () => {
  const { page, hand, faults } = await withoutMouse()
  const { backOffice, hq, uiKit } = screenTexts.en
  const { adminToken, taxZoneIds } = chain.company
  const rates = taxZoneIds.map((taxZoneId) => ({ taxZoneId, taxRateCode: 'IVU-M', position: 0, isCompound: false }))
  const group = { code: 'reduced', name: 'Reduced', rates }
  await call(chain.hq.url, saveTaxGroup, { token: adminToken, params: { id: uuidv7Ids.next() }, body: group })
  const { till } = await openTill(site, 1)
  await ring(till, chain.company.cashId, [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }])
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
  const dialog = page.getByRole('dialog')
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const rows = page.locator('tbody tr')
  const go = async (letter: string, title: string | RegExp) => {
    await hand.press('g', letter)
    await heading(title).waitFor()
  }

  await page.goto(`${chain.hq.url}/hq`)
  for (const [label, text] of [
    [hq.signIn.company, chain.company.slug],
    [hq.signIn.user, 'boss'],
    [hq.signIn.password, PASSWORD],
  ] as const) {
    await hand.goTo(page.getByLabel(label))
    await hand.rewrite(text)
  }
  await hand.press('Enter')
  await page.locator('canvas').first().waitFor()

  // Every key, the palette, a product in it.
  await hand.press('?')
  await dialog.waitFor()
  await hand.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await hand.press('Control+k')
  await dialog.waitFor()
  await hand.write('Product 41')
  await page.getByRole('option', { name: 'Product 41' }).waitFor()
  await hand.press('Enter')
  await heading('Product 41').waitFor()
  await dialog.waitFor({ state: 'detached' })

  // The list: search, filter, pages.
  await go('p', hq.products.title)
  await rows.first().waitFor()
  await hand.press(']')
  await page.getByText(uiKit.table.page.replace('{page}', '2')).waitFor()
  await hand.press('[')
  await page.getByText(uiKit.table.page.replace('{page}', '1')).waitFor()
  await hand.goTo(page.getByLabel(hq.products.status))
  await hand.press('End')
  await page.getByText(uiKit.table.nothing).waitFor()
  await hand.goTo(button(uiKit.table.removeFilter.replace('{name}', hq.products.statuses.discontinued)))
  await hand.press('Enter')
  await rows.first().waitFor()
  await hand.press('/')
  await hand.write('Product 7')
  await expect.poll(() => rows.count()).toBe(1)
  await hand.press('ArrowDown', 'j', 'k', 'Enter')
  await heading('Product 7').waitFor()

  // The editor: name, tax, barcode, price.
  await hand.goTo(page.getByLabel(hq.product.fields.nameEn))
  await hand.rewrite('Seven')
  await hand.goTo(page.getByLabel(hq.product.fields.taxGroupId))
  await hand.press('R')
  await hand.press('Control+s')
  await heading('Seven').waitFor()
  await page.getByText(hq.product.saved).waitFor()
  await hand.goTo(page.getByLabel(hq.product.barcode, { exact: true }))
  await hand.write('4006381333931')
  await hand.press('Enter')
  await page.getByText(hq.product.barcodeAdded.replace('{code}', '4006381333931')).waitFor()
  await hand.goTo(page.getByLabel(hq.product.newPrice))
  await hand.write('12.34')
  await hand.press('Enter')
  await page.getByText(hq.product.priceSaved).waitFor()
  await page.reload()
  await page.getByText('$12.34').first().waitFor()
  await page.getByText('4006381333931').waitFor()

  // A new product.
  await go('p', hq.products.title)
  await hand.press('n')
  await heading(hq.product.newTitle).waitFor()
  await hand.goTo(page.getByLabel(hq.product.fields.code, { exact: true }))
  await hand.write('KEYS-1')
  await hand.goTo(page.getByLabel(hq.product.fields.nameEn))
  await hand.write('Key ring')
  for (const label of [hq.product.fields.departmentId, hq.product.fields.taxGroupId, hq.product.fields.baseUnitCode]) {
    await hand.goTo(page.getByLabel(label))
    await hand.press('ArrowDown')
  }
  await hand.press('Control+s')
  await heading('Key ring').waitFor()

  // Sales, and one of them.
  await go('v', hq.sales.title)
  await rows.first().waitFor()
  await hand.press('j', 'Enter')
  await page.getByRole('heading', { name: hq.sale.lines }).waitFor()

  // A store and a token for it.
  await go('t', hq.stores.title)
  await rows.first().waitFor()
  await hand.press('j', 'Enter')
  await heading('Store 1').waitFor()
  await hand.goTo(button(hq.store.makeToken))
  await hand.press('Enter')
  await dialog.waitFor()
  await hand.goTo(dialog.getByRole('button', { name: hq.store.takeBack }))
  await hand.press('Enter')
  await page.getByText(hq.store.tokenGone).waitFor()
  await dialog.waitFor({ state: 'detached' })

  // A person with a role in a store.
  const { people, roles, policies } = screenTexts.en
  await go('u', people.title)
  await rows.first().waitFor()
  await hand.press('n')
  await heading(people.newTitle).waitFor()
  await hand.goTo(page.getByLabel(people.fields.displayName, { exact: true }))
  await hand.write('Kim Keys')
  await hand.goTo(page.getByLabel(people.fields.username, { exact: true }))
  await hand.write('kim')
  await hand.press('Control+s')
  await heading('Kim Keys').waitFor()
  await hand.goTo(page.getByLabel(people.role, { exact: true }))
  await hand.press('C')
  await hand.goTo(page.getByLabel(people.store, { exact: true }))
  await hand.press('ArrowDown')
  await hand.goTo(button(people.roles.give))
  await hand.press('Enter')
  await button(people.roles.takeOf.replace('{role}', 'Cashier, Store 1')).waitFor()

  // Rights are ticked, a policy is written.
  await go('o', roles.title)
  await rows.first().waitFor()
  await hand.goTo(button(roles.new))
  await hand.press('Enter')
  await heading(roles.newTitle).waitFor()
  await hand.goTo(page.getByLabel(roles.fields.name, { exact: true }))
  await hand.write('Labels')
  await hand.goTo(page.getByLabel(roles.matrix.filter))
  await hand.write('labels')
  await hand.goTo(page.getByLabel(permissionText('store:labels.print', 'en'), { exact: true }))
  await hand.press('Space', 'Control+s')
  await heading('Labels').waitFor()
  await go('l', policies.title)
  await hand.goTo(button(policies.new))
  await hand.press('Enter')
  await heading(policies.newTitle).waitFor()
  await hand.goTo(page.getByLabel(policies.fields.name, { exact: true }))
  await hand.write('Never')
  await hand.goTo(button(policies.addRule))
  await hand.press('Enter')
  await hand.goTo(page.getByLabel(policies.value, { exact: true }))
  await hand.write('5000')
  await page.getByText('$5,000.00').waitFor()
  await hand.press('Control+s')
  await page.getByRole('link', { name: /^Never/ }).waitFor()

  // Reports: days, chart, table, file.
  await go('r', hq.reports.titles['sales-by-day'])
  await hand.goTo(page.getByLabel(hq.reports.period))
  await hand.press('L')
  await page.locator('canvas').first().waitFor()
  await hand.goTo(button(uiKit.chart.asTable))
  await hand.press('Enter')
  await hand.goTo(button(uiKit.chart.asChart))
  const download = page.waitForEvent('download')
  await hand.press('e')
  expect(await readFile(await (await download).path(), 'utf8')).toContain(',S1,USD,')
  await hand.goTo(page.getByRole('link', { name: hq.reports.titles['sales-by-product'] }), 'Shift+Tab')
  await hand.press('Enter')
  await heading(hq.reports.titles['sales-by-product']).waitFor()

  // Out.
  await hand.goTo(button(backOffice.signOut), 'Shift+Tab')
  await hand.press('Enter')
  await page.getByLabel(hq.signIn.password).waitFor()
  await till.stop()

  expect(hand.faults).toEqual([])
  expect(faults).toEqual([])
}, 240_000)
