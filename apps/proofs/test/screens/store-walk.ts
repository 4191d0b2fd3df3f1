import { screenTexts, type Language } from '@pos/i18n'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'

export type StoreWalk = {
  readonly page: Page
  readonly onlooker: Onlooker
  readonly language: Language
  readonly origin: string
  readonly as: { readonly user: string; readonly password: string }
}

/** Goes through the store manager's pages and shows each. A till is enrolled before. */
export async function walkStore({ page, onlooker, language, origin, as }: StoreWalk): Promise<void> {
  const { store, devices, common } = screenTexts[language]
  const dialog = page.getByRole('dialog')
  await page.goto(`${origin}/store`)
  await page.getByLabel(store.signIn.user).waitFor()
  await onlooker.take('store-01-sign-in')
  await page.getByLabel(store.signIn.user).fill(as.user)
  await page.getByLabel(store.signIn.password).fill(as.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: devices.title, level: 1 }).waitFor()
  await page.getByText(devices.revoke, { exact: true }).first().waitFor()
  await onlooker.take('store-02-devices')
  await page.getByRole('button', { name: devices.add }).click()
  await dialog.getByLabel(devices.forRegister).waitFor()
  await onlooker.take('store-03-add-device')
  await dialog.getByRole('button', { name: devices.makeCode }).click()
  await dialog.getByRole('status').waitFor()
  await onlooker.take('store-04-code')
  await dialog.getByRole('button', { name: devices.done }).click()
  await page.getByText(devices.revoke, { exact: true }).first().click()
  await dialog.getByRole('button', { name: devices.keep }).waitFor()
  await onlooker.take('store-05-revoke')
  await dialog.getByRole('button', { name: devices.keep }).click()
  await page.getByRole('button', { name: devices.takeOver }).first().click()
  await dialog.getByRole('button', { name: devices.keep }).waitFor()
  await onlooker.take('store-06-take-over')
  await dialog.getByRole('button', { name: devices.keep }).click()
  await page.goto(`${origin}/store/none`)
  await page.getByRole('heading', { name: common.notFound }).waitFor()
  await onlooker.take('store-07-no-such-page')
}
