import { screenTexts } from '@pos/i18n'
import { getSale, listSales, setPin } from '@pos/shared-types'
import { HqScreen, openChromium, temporaryFolder, TillScreen } from '@pos/testing'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { PIN } from '../test/harness/pin.ts'
import { letApproveRemotely } from '../test/harness/remote-approval.ts'
import { settled } from '../test/harness/settled.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'
import { Auditor } from '../test/screens/auditor.ts'

const MANAGER_PIN = '582746'

const { approvals: words, store: storeWords } = screenTexts.en

/** The page on which the manager answers, signed in and waiting. */
async function office(page: Page, origin: string, user: string): Promise<Page> {
  await page.goto(`${origin}/store/approvals`)
  await page.getByLabel(storeWords.signIn.user).fill(user)
  await page.getByLabel(storeWords.signIn.password).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: words.title, level: 1 }).waitFor()
  await page.getByText(words.noneTitle).waitFor()
  return page
}

test('a cashier gives 30 % on a line: the manager approves in place or in the office, with the store away too, and head office sees both names', async () => {
  const chain = await startChain({ products: 10 })
  const profile = temporaryFolder()
  const browser = await openChromium(profile.path)
  try {
    const [site] = chain.sites as [Site]
    const { cashier, manager } = site.plan
    const [first, second] = chain.company.products.slice(4)
    if (!first || !second) throw new Error('a company has products')
    await call(site.url, setPin, { token: await signIn(site, manager.username), body: { pin: MANAGER_PIN } })
    await letApproveRemotely(chain)
    const till = new TillScreen(await browser.newPage(), 'en')
    const auditor = new Auditor(till.page)
    const dialog = till.page.getByRole('dialog', { name: till.words.approval.title })
    const lines = till.page.locator('[data-line]')
    await till.enrol(site.url, await enrolmentCode(site, 0))
    await till.signIn(cashier.username, PIN)
    await till.openShift('100')

    await till.scan(first.barcode)
    await till.scan(second.barcode)
    await lines.nth(1).waitFor()
    await till.discountLine('30')
    await dialog.waitFor()
    await auditor.take('till-approval')
    expect(auditor.findings).toEqual([])
    expect(await dialog.innerText()).toContain(cashier.username)
    await till.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await lines.nth(1).innerText()).not.toContain('30')

    await till.discountLine('30')
    await till.approve(manager.username, '999999', { isRefused: true })
    await till.approve(manager.username, MANAGER_PIN)
    await lines.nth(1).getByText('30').first().waitFor()
    const receipts = [await till.payExactCash()]
    await till.nextSale()

    const store = await office(await browser.newPage(), site.url, manager.username)
    const officeAuditor = new Auditor(store)
    const askOffice = dialog.getByRole('button', { name: till.words.approval.askOffice })
    const asked = store.getByRole('heading', { name: words.asks.replace('{name}', cashier.username) })
    const answer = (verb: 'approveOf' | 'refuseOf') =>
      store.getByRole('button', { name: words[verb].replace('{name}', cashier.username) }).click()
    await till.scan(first.barcode)
    await lines.first().waitFor()
    await till.discountLine('30')
    await askOffice.click()
    await dialog.getByText(till.words.approval.waiting).waitFor()
    await asked.waitFor()
    await officeAuditor.take('store-approvals')
    await answer('refuseOf')
    await dialog.waitFor({ state: 'detached' })
    await till.page.getByText(till.words.approval.refusedBy.replace('{name}', manager.username)).waitFor()
    expect(await lines.first().innerText()).not.toContain('30')

    await till.discountLine('30')
    await askOffice.click()
    await asked.waitFor()
    await till.page.keyboard.press('Escape')
    await asked.waitFor({ state: 'detached' })
    expect(await lines.first().innerText()).not.toContain('30')

    await till.discountLine('30')
    await askOffice.click()
    await asked.waitFor()
    await answer('approveOf')
    await dialog.waitFor({ state: 'detached' })
    await lines.first().getByText('30').first().waitFor()
    expect([...auditor.findings, ...officeAuditor.findings]).toEqual([])
    receipts.push(await till.payExactCash())
    await till.nextSale()
    await store.close()

    await till.scan(first.barcode)
    await lines.first().waitFor()
    await till.discountLine('30')
    await askOffice.click()
    await dialog.getByText(till.words.approval.waiting).waitFor()
    await site.server.stop()
    await chain.hq.stop()
    await dialog.getByText(till.words.approval.lineLost).waitFor()
    await till.approve(manager.username, MANAGER_PIN)
    receipts.push(await till.payExactCash())
    await till.nextSale()

    await chain.hq.start()
    await site.server.start()
    await settled(chain)
    const token = chain.company.adminToken
    const sales = async () => (await call(chain.hq.url, listSales, { token, query: {} })).items
    await until('head office has all three sales', async () => (await sales()).length === 3, { limitMs: 60_000 })
    // The last of them came from the till after the store had nothing more to send.
    await settled(chain)
    expect(await compareBooks(chain, { promised: new Map() })).toEqual({ sales: 3, faults: [] })

    const arrived = await sales()
    for (const { id, documentNo } of arrived) {
      expect(receipts).toContain(documentNo)
      const { flags, approvals } = await call(chain.hq.url, getSale, { token, params: { id } })
      expect(flags).toEqual([])
      const used = approvals.filter(({ state }) => state === 'used')
      const method = documentNo === receipts[1] ? 'remote' : 'pin'
      expect(used).toMatchObject([{ requestedById: cashier.id, approverId: manager.id, method, ratePpm: 300_000 }])
      const others = approvals.filter(({ state }) => state !== 'used').map(({ state }) => state)
      expect(others).toEqual([[], ['rejected', 'cancelled'], ['pending']][receipts.indexOf(documentNo)])
    }

    // The boss has one session at a time: the token of the questions above ends here.
    const hq = new HqScreen(await browser.newPage(), 'en', chain.hq.url)
    await hq.signIn({ company: chain.company.slug, user: 'boss', password: PASSWORD })
    for (const { id, documentNo } of arrived) {
      await hq.open(`sales/${id}`, documentNo)
      await hq.page.getByRole('heading', { name: hq.words.sale.approvals }).waitFor()
      await hq.page.getByText(hq.words.sale.askedBy.replace('{name}', cashier.username)).first().waitFor()
      await hq.page.getByText(hq.words.sale.decidedBy.replace('{name}', manager.username)).first().waitFor()
    }
  } finally {
    await browser.close()
    profile.remove()
    await chain.close()
  }
}, 240_000)
