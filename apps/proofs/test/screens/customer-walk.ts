import { screenTexts, type Language } from '@pos/i18n'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'

export type CustomerWalk = { readonly page: Page; readonly onlooker: Onlooker; readonly language: Language }

/** Adds two customers with one address on the page of customers that is open, and shows the page and its dialog. */
export async function walkCustomers(
  { page, onlooker, language }: CustomerWalk,
  pictures: { readonly editor: string; readonly list: string },
): Promise<void> {
  const { customers } = screenTexts[language]
  const dialog = page.getByRole('dialog')
  for (const name of ['Ada Lovelace', 'Ada King']) {
    await page.getByRole('button', { name: customers.new }).click()
    await dialog.getByLabel(customers.name, { exact: true }).fill(name)
    await dialog.getByLabel(customers.email).fill('ada@example.org')
    if (name === 'Ada Lovelace') await onlooker.take(pictures.editor)
    await dialog.getByRole('button', { name: customers.save }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(name).first().waitFor()
  }
  await onlooker.take(pictures.list)
}

/** What head office asks about two customers of one address, on the page of sync that is open. */
export async function walkConflict({ page, onlooker, language }: CustomerWalk, picture: string): Promise<void> {
  const { conflicts } = screenTexts[language]
  const dialog = page.getByRole('dialog')
  const question = conflicts.titles.duplicate_customer.replace('?', String.raw`\?`).replace('{subject}', '.+')
  await page.getByText(new RegExp(question)).first().click()
  await dialog.getByText(conflicts.texts.duplicate_customer).waitFor()
  await onlooker.take(picture)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}
