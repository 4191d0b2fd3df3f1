import { readFile } from 'node:fs/promises'
import { permissionText, screenTexts, sentence } from '@pos/i18n'
import { uuidv7Ids } from '@pos/server-kit'
import { saveTaxGroup } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { ring } from '../test/harness/ring.ts'
import { signInWithKeys } from '../test/harness/sign-in-with-keys.ts'
import { openTill } from '../test/harness/tills.ts'
import { withoutMouse, type WithoutMouse } from '../test/harness/without-mouse.ts'

let chain: Chain
let site: Site
let person: WithoutMouse

beforeAll(async () => {
  chain = await startChain({ products: 60 })
  ;[site] = chain.sites as [Site]
  person = await withoutMouse()
})

afterAll(async () => {
  await person?.close()
  await chain?.close()
})

test('head office is read and kept with keys alone', async () => {
  const { page, hand, dialog, noDialog } = person
  const { backOffice, hq, uiKit } = screenTexts.en
  const { adminToken, taxZoneIds } = chain.company
  const rates = taxZoneIds.map((taxZoneId) => ({ taxZoneId, taxRateCode: 'IVU-M', position: 0, isCompound: false }))
  const group = { code: 'reduced', name: 'Reduced', rates }
  await call(chain.hq.url, saveTaxGroup, { token: adminToken, params: { id: uuidv7Ids.next() }, body: group })
  const { till } = await openTill(site, 1)
  await ring(till, chain.company.cashId, [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }])
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const rows = page.locator('tbody tr')
  const go = async (letter: string, title: string | RegExp) => {
    await hand.press('g', letter)
    await heading(title).waitFor()
  }

  await signInWithKeys(chain, { page, hand })

  // Every key, the palette, a product in it.
  await hand.press('?')
  await dialog.waitFor()
  await hand.press('Escape')
  await noDialog()
  await hand.press('Control+k')
  await dialog.waitFor()
  await hand.write('Product 41')
  await page.getByRole('option', { name: 'Product 41' }).waitFor()
  await hand.press('Enter')
  await heading('Product 41').waitFor()
  await noDialog()

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
  await noDialog()

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

  // Devices and approvals.
  const { approvals, audit, devices, security } = screenTexts.en
  await go('e', devices.title)
  await rows.first().waitFor()
  await hand.goTo(button(devices.revoke).first())
  await hand.press('Enter')
  await hand.goTo(dialog.getByRole('button', { name: devices.keep }))
  await hand.press('Enter')
  await noDialog()
  await go('b', approvals.title)
  await page.getByText(approvals.neverTitle).waitFor()

  // Sessions of everybody, and one's own password and code app.
  await go('n', security.sessions.title)
  await hand.goTo(page.getByRole('radio', { name: security.sessions.own }))
  await hand.press('ArrowRight')
  await page.getByText(security.sessions.current, { exact: true }).waitFor()
  await go('y', security.title)
  await hand.goTo(page.getByLabel(security.currentPassword))
  await hand.write('not mine')
  await hand.goTo(page.getByLabel(security.newPassword))
  await hand.write('harbour coral nine')
  await hand.press('Enter')
  await page.getByText(sentence('AUTH_FAILED', {}, 'en')).waitFor()
  await hand.goTo(button(security.setUp))
  await hand.press('Enter')
  await page.getByLabel(security.code).waitFor()
  await hand.press('Escape')
  await noDialog()

  // The audit log and an entry of it.
  await go('a', audit.title)
  await rows.first().waitFor()
  await hand.press('j', 'Enter')
  await dialog.waitFor()
  await hand.press('Escape')
  await noDialog()
  await hand.goTo(page.getByLabel(audit.what), 'Shift+Tab')
  await hand.press('ArrowDown')
  await rows.first().waitFor()

  // Out.
  await hand.goTo(button(backOffice.signOut), 'Shift+Tab')
  await hand.press('Enter')
  await page.getByLabel(hq.signIn.password).waitFor()
  await till.stop()

  person.expectNoFaults()
}, 240_000)
