import { screenTexts, type Language } from '@pos/i18n'
import { TillScreen } from '@pos/testing'
import type { Page } from 'playwright-core'
import { Camera } from './camera.ts'

export type TillShoot = {
  readonly page: Page
  readonly folder: string
  readonly language: Language
  readonly origin: string
  readonly code: string
  readonly cashier: { readonly name: string; readonly pin: string }
  /** Some of what the store sells. */
  readonly barcodes: readonly string[]
}

/** Goes through a shift of a till and takes every screen of it. Answers how many pictures it took. */
export async function shootTill({
  page,
  folder,
  language,
  origin,
  code,
  cashier,
  barcodes,
}: TillShoot): Promise<number> {
  const camera = new Camera(page, folder)
  const till = new TillScreen(page, language)
  const { words } = till
  await page.goto(`${origin}/till`)
  await page.getByLabel(words.enrol.code).waitFor()
  await camera.take('till-01-enrol')
  await till.enrol(origin, code)
  await camera.take('till-02-sign-in')
  await till.signIn(cashier.name, cashier.pin)
  await page.getByLabel(words.shift.open.float).waitFor()
  await camera.take('till-03-open-shift')
  await till.openShift('100')
  await camera.take('till-04-sell-empty')
  for (const barcode of barcodes) await till.scan(barcode)
  await page
    .locator('[data-line]')
    .nth(barcodes.length - 1)
    .waitFor()
  await camera.take('till-05-sell')
  await page.keyboard.type('ca')
  await page.getByRole('option').first().waitFor()
  await camera.take('till-06-search')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.getByRole('heading', { name: words.pay.title }).waitFor({ state: 'attached' })
  await camera.take('till-07-pay')
  await page.keyboard.press('Enter')
  await page.getByText(words.done.saved).waitFor()
  await camera.take('till-08-done')
  const receipt = await page.getByText(words.done.receipt.replace('{number}', '')).first().textContent()
  await till.nextSale()
  await page.keyboard.press('Alt+m')
  await page.getByRole('dialog').waitFor()
  await camera.take('till-09-menu')
  const go = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click()
  await go(words.menu.sales)
  await page.getByRole('heading', { name: words.sales.title }).waitFor()
  await camera.take('till-10-sales')
  await page.keyboard.press('Alt+m')
  await go(words.menu.returns)
  await page.getByLabel(words.return.find).fill(receipt?.split(' ').at(-1) ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: words.return.everything }).click()
  await camera.take('till-11-return')
  await page.keyboard.press('Alt+m')
  await go(words.menu.shift)
  await page.getByRole('button', { name: words.shift.count.title }).waitFor()
  await camera.take('till-12-shift')
  await page.getByRole('button', { name: words.shift.count.title }).click()
  await camera.take('till-13-count')
  await page.keyboard.press('Alt+m')
  await go(words.menu.sell)
  await page.context().setOffline(true)
  await page.getByText(screenTexts[language].uiKit.offline.title).waitFor()
  for (const barcode of barcodes.slice(0, 2)) await till.scan(barcode)
  await camera.take('till-14-offline')
  await page.keyboard.press('Alt+i')
  await camera.take('till-15-connections')
  await page.context().setOffline(false)
  return camera.count
}
