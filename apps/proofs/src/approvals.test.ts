import { getSale, listSales, setPin } from '@pos/shared-types'
import { HqScreen, openChromium, temporaryFolder, TillScreen } from '@pos/testing'
import { expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { PIN } from '../test/harness/pin.ts'
import { settled } from '../test/harness/settled.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'
import { Auditor } from '../test/screens/auditor.ts'

const MANAGER_PIN = '582746'

test('a cashier gives 30 % on a line, the manager approves in place, with the store away too, and head office sees both names', async () => {
  const chain = await startChain({ products: 10 })
  const profile = temporaryFolder()
  const browser = await openChromium(profile.path)
  try {
    const [site] = chain.sites as [Site]
    const { cashier, manager } = site.plan
    const [first, second] = chain.company.products.slice(4)
    if (!first || !second) throw new Error('a company has products')
    await call(site.url, setPin, { token: await signIn(site, manager.username), body: { pin: MANAGER_PIN } })
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

    await site.server.stop()
    await chain.hq.stop()
    await till.scan(first.barcode)
    await lines.first().waitFor()
    await till.discountLine('30')
    await till.approve(manager.username, MANAGER_PIN)
    receipts.push(await till.payExactCash())
    await till.nextSale()

    await chain.hq.start()
    await site.server.start()
    await settled(chain)
    const token = chain.company.adminToken
    const sales = async () => (await call(chain.hq.url, listSales, { token, query: {} })).items
    await until('head office has both sales', async () => (await sales()).length === 2, { limitMs: 60_000 })
    expect(await compareBooks(chain, { promised: new Map() })).toEqual({ sales: 2, faults: [] })

    const arrived = await sales()
    for (const { id, documentNo } of arrived) {
      expect(receipts).toContain(documentNo)
      const { flags, approvals } = await call(chain.hq.url, getSale, { token, params: { id } })
      expect(flags).toEqual([])
      expect(approvals).toMatchObject([
        { state: 'used', requestedById: cashier.id, approverId: manager.id, method: 'pin', ratePpm: 300_000 },
      ])
    }

    // The boss has one session at a time: the token of the questions above ends here.
    const hq = new HqScreen(await browser.newPage(), 'en', chain.hq.url)
    await hq.signIn({ company: chain.company.slug, user: 'boss', password: PASSWORD })
    for (const { id, documentNo } of arrived) {
      await hq.open(`sales/${id}`, documentNo)
      await hq.page.getByRole('heading', { name: hq.words.sale.approvals }).waitFor()
      await hq.page.getByText(hq.words.sale.askedBy.replace('{name}', cashier.username)).waitFor()
      await hq.page.getByText(hq.words.sale.decidedBy.replace('{name}', manager.username)).waitFor()
    }
  } finally {
    await browser.close()
    profile.remove()
    await chain.close()
  }
}, 240_000)
