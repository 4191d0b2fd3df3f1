import { screenTexts, type Language } from '@pos/i18n'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'
import { walkCustomers } from './customer-walk.ts'

export type StoreWalk = {
  readonly page: Page
  readonly onlooker: Onlooker
  readonly language: Language
  readonly origin: string
  readonly as: { readonly user: string; readonly password: string }
  /** Somebody who needs a code as well; the demo chain has nobody. */
  readonly superAdmin?: { readonly user: string; readonly password: string }
  /** Gives the store certificates, or takes them away, and starts its server again. */
  readonly certify: (isCertified: boolean) => Promise<void>
}

/** Goes through the store manager's pages and shows each. A till is enrolled in this browser before; at the end it is revoked. */
export async function walkStore({
  page,
  onlooker,
  language,
  origin,
  as,
  superAdmin,
  certify,
}: StoreWalk): Promise<void> {
  const { store, devices, common, security, audit, till, approvals, sync, drills } = screenTexts[language]
  const dialog = page.getByRole('dialog')
  await page.goto(`${origin}/store`)
  await page.getByLabel(store.signIn.user).waitFor()
  await onlooker.take('store-01-sign-in')
  const signIn = async ({ user, password }: StoreWalk['as']) => {
    await page.getByLabel(store.signIn.user).fill(user)
    await page.getByLabel(store.signIn.password).fill(password)
    await page.keyboard.press('Enter')
  }
  if (superAdmin) {
    await signIn(superAdmin)
    await page.getByLabel(security.code, { exact: true }).waitFor()
    await onlooker.take('store-21-code')
    await page.getByRole('button', { name: security.back }).click()
  }
  await signIn(as)
  await page.getByRole('heading', { name: devices.title, level: 1 }).waitFor()
  await page.getByText(devices.revoke, { exact: true }).first().waitFor()
  await onlooker.take('store-02-devices')
  await page.getByRole('button', { name: devices.add }).click()
  await dialog.getByLabel(devices.forRegister).waitFor()
  await onlooker.take('store-03-add-device')
  await dialog.getByRole('button', { name: devices.makeCode }).click()
  await dialog.getByRole('status').waitFor()
  await onlooker.take('store-04-code')
  await dialog.getByRole('button', { name: common.done }).click()
  await page.getByText(devices.revoke, { exact: true }).first().click()
  await dialog.getByRole('button', { name: devices.keep }).waitFor()
  await onlooker.take('store-05-revoke')
  await dialog.getByRole('button', { name: devices.keep }).click()
  await page.getByRole('button', { name: devices.takeOver }).first().click()
  await dialog.getByRole('button', { name: devices.keep }).waitFor()
  await onlooker.take('store-06-take-over')
  await dialog.getByRole('button', { name: devices.keep }).click()
  await page.goto(`${origin}/store/customers`)
  await walkCustomers({ page, onlooker, language }, { editor: 'store-27-customer', list: 'store-28-customers' })
  await page.goto(`${origin}/store/sync`)
  await page.getByRole('heading', { name: sync.toHq }).waitFor()
  await page.getByText(sync.noneTitle).waitFor()
  await onlooker.take('store-20-sync')
  await page.goto(`${origin}/store/drills`)
  const begin = page.getByRole('button', { name: drills.begin })
  await begin.click()
  await dialog.getByLabel(drills.minutesLabel).waitFor()
  await onlooker.take('store-22-drill')
  await dialog.getByRole('button', { name: drills.choose }).click()
  await dialog.getByRole('button', { name: drills.cut }).waitFor()
  await onlooker.take('store-23-drill-again')
  await dialog.getByRole('button', { name: drills.cut }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(drills.states.cut).first().waitFor()
  await onlooker.take('store-24-drill-runs')
  await page.getByRole('button', { name: drills.end }).click()
  await begin.waitFor({ timeout: 60_000 })
  await onlooker.take('store-25-drill-reports')
  await page.locator('tbody tr, [data-row]').first().click()
  await dialog.getByText(drills.report.caughtUp).waitFor()
  await onlooker.take('store-26-drill-report')
  await page.keyboard.press('Escape')
  await page.goto(`${origin}/store/staff`)
  await page.getByRole('heading', { name: store.staff.title, level: 1 }).waitFor()
  const giveBadge = page.getByText(store.staff.giveBadge, { exact: true }).first()
  await giveBadge.waitFor()
  await onlooker.take('store-08-people')
  await page.getByText(store.staff.setPin, { exact: true }).first().click()
  await dialog.getByLabel(store.staff.newPin).waitFor()
  await onlooker.take('store-09-pin')
  await dialog.getByRole('button', { name: common.cancel }).click()
  await giveBadge.click()
  await dialog.getByLabel(store.staff.badgeCode).waitFor()
  await onlooker.take('store-10-badge')
  await dialog.getByRole('button', { name: store.staff.makeBadge }).click()
  await dialog.getByRole('status').waitFor()
  await onlooker.take('store-11-badge-code')
  await dialog.getByRole('button', { name: common.done }).click()
  await page.getByText(store.staff.takeBadge, { exact: true }).first().click()
  await dialog.getByRole('button', { name: store.staff.keep }).waitFor()
  await onlooker.take('store-12-take-badge')
  await dialog.getByRole('button', { name: store.staff.takeBadge }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto(`${origin}/store/approvals`)
  await page.getByRole('heading', { name: approvals.title, level: 1 }).waitFor()
  await page.getByText(approvals.states.cancelled, { exact: true }).first().waitFor()
  await onlooker.take('store-16-approvals')
  await page.goto(`${origin}/store/sessions`)
  await page.getByRole('heading', { name: security.sessions.title, level: 1 }).waitFor()
  await page.getByText(security.sessions.current, { exact: true }).waitFor()
  await onlooker.take('store-13-sessions')
  await page.goto(`${origin}/store/audit`)
  await page.getByRole('heading', { name: audit.title, level: 1 }).waitFor()
  const entry = page.locator('tbody tr, [data-row]').first()
  await entry.waitFor()
  await onlooker.take('store-14-audit')
  await entry.click()
  await dialog.waitFor()
  await onlooker.take('store-15-audit-entry')
  await page.keyboard.press('Escape')
  await walkCertificates({ page, onlooker, language, origin, as, certify })
  await page.goto(`${origin}/store/none`)
  await page.getByRole('heading', { name: common.notFound }).waitFor()
  await onlooker.take('store-07-no-such-page')
  await page.goto(`${origin}/store/devices`)
  await page.getByText(devices.revoke, { exact: true }).first().click()
  await dialog.getByRole('button', { name: devices.revoke }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto(`${origin}/till`)
  await page.getByRole('heading', { name: till.revoked.title }).waitFor()
  await onlooker.take('till-18-revoked')
}

/** How the store speaks https, for its manager and for who installs a till: without certificates, and with. */
async function walkCertificates({ page, onlooker, language, origin, certify }: StoreWalk): Promise<void> {
  const { certificates, install, common } = screenTexts[language]
  const dialog = page.getByRole('dialog')
  const [managers, everybodys] = [`${origin}/store/certificates`, `${origin}/install`]
  await page.goto(managers)
  await page.getByText(certificates.none).waitFor()
  await onlooker.take('store-17-no-certificates')
  await page.goto(everybodys)
  await page.getByText(install.none).waitFor()
  await onlooker.take('install-01-none')
  await restart(page, () => certify(true))
  await page.goto(managers)
  await page.getByRole('button', { name: certificates.renew }).click()
  await dialog.getByLabel(certificates.askedNames).waitFor()
  await onlooker.take('store-18-renew')
  await dialog.getByRole('button', { name: common.cancel }).click()
  await dialog.waitFor({ state: 'detached' })
  await onlooker.take('store-19-certificates')
  await page.goto(everybodys)
  await page.getByRole('link', { name: install.download }).waitFor()
  await onlooker.take('install-02-certificate')
  await restart(page, () => certify(false))
}

/** A page that is open meanwhile asks a server that is not there. */
async function restart(page: Page, work: () => Promise<void>): Promise<void> {
  await page.goto('about:blank')
  await work()
}
