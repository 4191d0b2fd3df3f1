import { screenTexts, type Language } from '@pos/i18n'
import { TillScreen } from '@pos/testing'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'

const DAY_AND_MORE_MS = 25 * 3_600_000

export type TillWalk = {
  readonly page: Page
  readonly onlooker: Onlooker
  readonly language: Language
  readonly origin: string
  readonly code: string
  readonly cashier: { readonly name: string; readonly pin: string }
  /** Some of what the store sells. */
  readonly barcodes: readonly string[]
  /** How a word of it begins. */
  readonly search: string
}

/** Goes through a shift of a till and shows every screen of it. */
export async function walkTill({
  page,
  onlooker,
  language,
  origin,
  code,
  cashier,
  barcodes,
  search,
}: TillWalk): Promise<void> {
  const till = new TillScreen(page, language)
  const { words } = till
  await page.goto(`${origin}/till`)
  await page.getByLabel(words.enrol.code).waitFor()
  await onlooker.take('till-01-enrol')
  await till.enrol(origin, code)
  await onlooker.take('till-02-sign-in')
  await till.signIn(cashier.name, cashier.pin)
  await page.getByLabel(words.shift.open.float).waitFor()
  await onlooker.take('till-03-open-shift')
  await till.openShift('100')
  await onlooker.take('till-04-sell-empty')
  for (const barcode of barcodes) await till.scan(barcode)
  await page
    .locator('[data-line]')
    .nth(barcodes.length - 1)
    .waitFor()
  await onlooker.take('till-05-sell')
  await till.discountLine('60')
  const approval = page.getByRole('dialog', { name: words.approval.title })
  await approval.waitFor()
  await onlooker.take('till-19-approval')
  await approval.getByRole('button', { name: words.approval.askOffice }).click()
  await approval.getByText(words.approval.waiting).waitFor()
  await onlooker.take('till-20-approval-waiting')
  await page.keyboard.press('Escape')
  await approval.waitFor({ state: 'detached' })
  await page.keyboard.press('Alt+s')
  await page.getByRole('heading', { name: words.signIn.locked }).waitFor()
  await onlooker.take('till-16-locked')
  await till.signIn(cashier.name, cashier.pin)
  await till.waitForSale()
  await page.keyboard.type(search)
  await page.getByRole('option').first().waitFor()
  await onlooker.take('till-06-search')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: words.pay.title }).waitFor({ state: 'attached' })
  await onlooker.take('till-07-pay')
  await page.keyboard.press('Enter')
  await page.getByText(words.done.saved).waitFor()
  await onlooker.take('till-08-done')
  const receipt = await page.getByText(words.done.receipt.replace('{number}', '')).first().textContent()
  await till.nextSale()
  await page.keyboard.press('Alt+m')
  await page.getByRole('dialog').waitFor()
  await onlooker.take('till-09-menu')
  const go = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click()
  await go(words.menu.sales)
  await page.getByRole('heading', { name: words.sales.title }).waitFor()
  await onlooker.take('till-10-sales')
  await page.keyboard.press('Alt+m')
  await go(words.menu.returns)
  await page.getByLabel(words.return.find).fill(receipt?.split(' ').at(-1) ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: words.return.everything }).click()
  await onlooker.take('till-11-return')
  await page.keyboard.press('Alt+m')
  await go(words.menu.shift)
  const close = page.getByRole('button', { name: words.shift.close })
  await close.waitFor()
  await onlooker.take('till-12-shift')
  await close.click()
  await page.getByRole('button', { name: words.shift.count.confirm }).waitFor()
  await onlooker.take('till-13-count')
  await page.keyboard.press('Alt+m')
  await go(words.menu.sell)
  await page.context().setOffline(true)
  await page.getByText(screenTexts[language].uiKit.offline.title).waitFor()
  for (const barcode of barcodes.slice(0, 2)) await till.scan(barcode)
  await onlooker.take('till-14-offline')
  await page.keyboard.press('Alt+i')
  await onlooker.take('till-15-connections')
  await page.keyboard.press('Escape')
  await showLapsedRights()
  await page.context().setOffline(false)

  /** A day without head office, which locks the till too. The page that is opened next has its clock again. */
  async function showLapsedRights(): Promise<void> {
    await page.evaluate((ahead) => {
      const { now } = Date
      Date.now = () => now() + ahead
    }, DAY_AND_MORE_MS)
    await page.getByRole('heading', { name: words.signIn.locked }).waitFor()
    await till.signIn(cashier.name, cashier.pin)
    await till.waitForSale()
    await page.keyboard.press('Alt+i')
    await page.getByText(words.lapsed.privileged.split('{when}')[1]?.trim() ?? '').waitFor()
    await onlooker.take('till-17-lapsed')
    await page.keyboard.press('Escape')
  }
}
