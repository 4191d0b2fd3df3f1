import { killableChromium, temporaryFolder, TillScreen, type KillableChromium } from '@pos/testing'
import { expect, test } from 'vitest'
import { startChain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { PIN } from '../test/harness/pin.ts'
import { hqRows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

const SALES = 30
const LINES = 5
const STORE_GOES = 10
const TAB_DIES = 20
const STORE_RETURNS = 25

test('a part of a day at scanner speed: the store server goes, the tab is killed, and nothing is missing or doubled', async () => {
  const chain = await startChain({ products: 30 })
  const profile = temporaryFolder()
  const open = async (): Promise<[KillableChromium, TillScreen]> => {
    const opened = await killableChromium(profile.path)
    return [opened, new TillScreen(await opened.context.newPage(), 'en')]
  }
  let [browser, till] = await open()
  try {
    const [site] = chain.sites as [Site]
    const products = chain.company.products.filter(({ isWeighed }) => !isWeighed)
    const cashier = site.plan.cashier.username
    const codeAt = (place: number) => products[place % products.length]?.barcode ?? ''
    await till.enrol(site.url, await enrolmentCode(site, 0))
    await till.signIn(cashier, PIN)
    await till.openShift('100')
    await till.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')

    const receipts: string[] = []
    for (let sale = 0; sale < SALES; sale += 1) {
      if (sale === STORE_GOES) await site.server.stop()
      if (sale === STORE_RETURNS) await site.server.start()
      for (let line = 0; line < LINES; line += 1) await till.scan(codeAt(sale * 7 + line))
      await till.page
        .locator('[data-line]')
        .nth(LINES - 1)
        .waitFor()
      if (sale === TAB_DIES) {
        await until('the open cart is on the disk', async () => (await till.keptLines()) === LINES)
        await browser.kill()
        ;[browser, till] = await open()
        await till.page.goto(`${site.url}/till`)
        await till.signIn(cashier, PIN)
        await till.page
          .locator('[data-line]')
          .nth(LINES - 1)
          .waitFor()
      }
      receipts.push(await till.payExactCash())
    }

    const books = await hqRows(chain.database.superuserUrl)
    const known = async () =>
      (await books.all('select document_no from sales order by number')).map((row) => row['document_no'])
    await until('head office has every receipt', async () => (await known()).length >= SALES, { limitMs: 60_000 })
    await settled(chain)
    expect(await known()).toEqual(receipts)
    expect(await books.all('select count(*) as lines, sum(quantity_milli) as milli from sale_lines')).toEqual([
      { lines: SALES * LINES, milli: SALES * LINES * 1000 },
    ])
    await books.close()
    expect(await compareBooks(chain, { promised: new Map() })).toEqual({ sales: SALES, faults: [] })
  } finally {
    await browser.kill()
    profile.remove()
    await chain.close()
  }
}, 180_000)
