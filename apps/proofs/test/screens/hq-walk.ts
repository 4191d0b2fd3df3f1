import { screenTexts, type Language } from '@pos/i18n'
import { HqScreen, type HqSignIn } from '@pos/testing'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'
import { walkConflict, walkCustomers } from './customer-walk.ts'
import { walkPeople } from './people-walk.ts'

export type HqWalk = {
  readonly page: Page
  readonly onlooker: Onlooker
  readonly language: Language
  readonly origin: string
  readonly as: HqSignIn
  /** A store has sent an event that head office could not read. */
  readonly hasParked?: boolean
}

/** Goes through head office's pages and shows each. */
export async function walkHq({ page, onlooker, language, origin, as, hasParked }: HqWalk): Promise<void> {
  const hq = new HqScreen(page, language, origin)
  const { words } = hq
  const firstRow = async () => page.locator('tbody tr, [data-row]').first()
  await page.goto(`${origin}/hq`)
  await page.getByLabel(words.signIn.company).waitFor()
  await onlooker.take('hq-01-sign-in')
  await hq.signIn(as)
  await page.locator('canvas').first().waitFor()
  await onlooker.take('hq-02-dashboard')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await onlooker.take('hq-03-palette')
  await page.keyboard.press('Escape')
  await hq.open('catalogue/products', words.products.title)
  await (await firstRow()).waitFor()
  await onlooker.take('hq-04-products')
  await (await firstRow()).click()
  await page.getByLabel(words.product.newPrice).waitFor()
  await onlooker.take('hq-05-product')
  await hq.open('catalogue/products/new', words.product.newTitle)
  await onlooker.take('hq-06-new-product')
  await hq.open('sales', words.sales.title)
  await (await firstRow()).waitFor()
  await onlooker.take('hq-07-sales')
  await (await firstRow()).click()
  await page.getByRole('heading', { name: words.sale.lines }).waitFor()
  await onlooker.take('hq-08-sale')
  await hq.open('stores', words.stores.title)
  await (await firstRow()).waitFor()
  await onlooker.take('hq-09-stores')
  await (await firstRow()).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await onlooker.take('hq-10-store')
  await hq.open('devices', screenTexts[language].devices.title)
  await (await firstRow()).waitFor()
  await onlooker.take('hq-13-devices')
  for (const [place, report] of ['sales-by-day', 'sales-by-product'].entries()) {
    await page.goto(`${origin}/hq/reports/${report}`)
    await page.locator('canvas, tbody tr').first().waitFor()
    await onlooker.take(`hq-${11 + place}-${report}`)
  }
  const { approvals, customers, sync } = screenTexts[language]
  await hq.open('customers', customers.title)
  await walkCustomers({ page, onlooker, language }, { editor: 'hq-31-customer', list: 'hq-32-customers' })
  await hq.open('sync', sync.title)
  await page.getByRole('row').nth(1).or(page.locator('[data-row]').first()).first().waitFor()
  await onlooker.take('hq-27-sync')
  await walkConflict({ page, onlooker, language }, 'hq-33-conflict')
  if (hasParked) await walkParked({ page, onlooker, language })
  await hq.open('approvals', approvals.title)
  await page.getByText(approvals.states.cancelled, { exact: true }).first().waitFor()
  await onlooker.take('hq-24-approvals')
  await hq.open('audit', screenTexts[language].audit.title)
  await (await firstRow()).waitFor()
  await onlooker.take('hq-13-audit')
  await (await firstRow()).click()
  await page.getByRole('dialog').waitFor()
  await onlooker.take('hq-14-audit-entry')
  await page.keyboard.press('Escape')
  await walkPeople({ page, onlooker, language, hq })
}

/** What can be done about a parked event. */
async function walkParked({ page, onlooker, language }: Pick<HqWalk, 'page' | 'onlooker' | 'language'>): Promise<void> {
  const { sync, common } = screenTexts[language]
  const dialog = page.getByRole('dialog')
  await page.getByText(sync.codes.VALIDATION_FAILED).first().click()
  await dialog.getByText(sync.actTexts.rerun).waitFor()
  await onlooker.take('hq-28-parked')
  await dialog.getByText(sync.entry.data).click()
  await dialog.getByText(sync.acts.correct, { exact: true }).click()
  await dialog.getByLabel(sync.corrected).waitFor()
  await onlooker.take('hq-29-correct')
  await dialog.getByText(sync.acts.discard, { exact: true }).first().click()
  await dialog.getByText(sync.actTexts.discard).waitFor()
  await onlooker.take('hq-30-discard')
  await dialog.getByRole('button', { name: common.cancel }).click()
  await dialog.waitFor({ state: 'detached' })
}
