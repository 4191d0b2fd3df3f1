import { LANGUAGES } from '@pos/i18n'
import { HqScreen, openChromium, temporaryFolder, TillScreen } from '@pos/testing'
import { describe, expect, test } from 'vitest'
import { startChain } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { PIN } from '../test/harness/pin.ts'
import { settled } from '../test/harness/settled.ts'
import { hqRows } from '../test/harness/rows.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

describe.each(LANGUAGES)('somebody who reads %s and never saw it before', (language) => {
  test('sells, sees it at head office, changes a price there, cuts head office off and loses nothing', async () => {
    const chain = await startChain({ products: 10 })
    const profile = temporaryFolder()
    const browser = await openChromium(profile.path, language)
    try {
      const [site] = chain.sites
      const [first, second, third] = chain.company.products
      if (!site || !first || !second || !third) throw new Error('a chain has a store and products')
      const till = new TillScreen(await browser.newPage(), language)
      await till.enrol(site.url, await enrolmentCode(site, 0))
      await till.signIn(site.plan.cashier.username, PIN)
      await till.openShift('100')

      for (const { barcode } of [first, second, third]) await till.scan(barcode)
      const receipts = [await till.payCash('500')]
      const change = await till.page.getByRole('status').filter({ hasText: till.words.done.saved }).innerText()
      expect(change).toContain(till.words.done.change)
      expect(change).toMatch(/\$\d+\.\d\d/)
      await till.nextSale()

      const hq = new HqScreen(await browser.newPage(), language, chain.hq.url)
      await hq.signIn({ company: chain.company.slug, user: 'boss', password: PASSWORD })
      await hq.open('sales', hq.words.sales.title)
      await hq.waitForSale(receipts[0] ?? '')

      await till.scan(second.barcode)
      receipts.push(await till.payExactCash())
      await till.nextSale()
      await hq.waitForSale(receipts[1] ?? '')

      await hq.setPrice(first.productId, '43.21')
      await till.page.getByText('$43.21').first().waitFor()

      await chain.hq.stop()
      await till.scan(first.barcode)
      await till.page.locator('[data-line]', { hasText: '$43.21' }).waitFor()
      receipts.push(await till.payExactCash())
      await till.nextSale()
      await chain.hq.start()

      await settled(chain)
      expect(await compareBooks(chain, { promised: new Map() })).toEqual({ sales: 3, faults: [] })
      const books = await hqRows(chain.database.superuserUrl)
      const known = async () =>
        (await books.all('select document_no from sales order by number')).map((row) => row['document_no'])
      await until('head office has every receipt', async () => (await known()).join() === receipts.join())
      await books.close()
    } finally {
      await browser.close()
      profile.remove()
      await chain.close()
    }
  }, 120_000)
})
