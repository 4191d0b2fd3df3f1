import { screenTexts } from '@pos/i18n'
import { afterAll, beforeAll, test } from 'vitest'
import { certify } from '../test/harness/certify.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { openTill } from '../test/harness/tills.ts'
import { withoutMouse, type WithoutMouse } from '../test/harness/without-mouse.ts'

let chain: Chain
let site: Site
let person: WithoutMouse

beforeAll(async () => {
  chain = await startChain()
  ;[site] = chain.sites as [Site]
  const { till } = await openTill(site, 0)
  await till.stop()
  // An authority lives for ten years; this one has less than a year left.
  await certify(site, true, 3_560)
  person = await withoutMouse()
})

afterAll(async () => {
  await person?.close()
  await chain?.close()
})

test("a store manager's pages are read and kept with keys alone", async () => {
  const { page, hand, dialog, noDialog } = person
  const { approvals, audit, backOffice, certificates, common, devices, install, security, store } = screenTexts.en
  const { manager, cashier } = site.plan
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
  const press = async (name: string | RegExp, key = 'Tab') => {
    await hand.goTo(page.getByRole('button', { name }).first(), key)
    await hand.press('Enter')
  }
  const pressIn = async (name: string) => {
    await hand.goTo(dialog.getByRole('button', { name, exact: true }))
    await hand.press('Enter')
  }
  const go = async (letter: string, title: string) => {
    await hand.press('g', letter)
    await heading(title).waitFor()
  }

  await page.goto(`${site.url}/store`)
  await hand.goTo(page.getByLabel(store.signIn.user))
  await hand.write(manager.username)
  await hand.goTo(page.getByLabel(store.signIn.password))
  await hand.write(PASSWORD)
  await hand.press('Enter')

  // Devices: a code for a new one; taking a register over is asked about first; one is revoked.
  await go('d', devices.title)
  await press(devices.add)
  await pressIn(devices.makeCode)
  await dialog.getByRole('status').waitFor()
  await pressIn(common.done)
  await noDialog()
  await press(devices.takeOver)
  await pressIn(devices.keep)
  await noDialog()
  await press(new RegExp(`^${devices.revoke}`))
  await pressIn(devices.revoke)
  await noDialog()

  // People: a PIN, a badge, and the badge taken back.
  const { staff } = store
  const actOf = (act: string) => staff.actOf.replace('{act}', act).replace('{name}', cashier.username)
  await go('p', staff.title)
  await press(actOf(staff.setPin))
  await hand.goTo(dialog.getByLabel(staff.newPin))
  await hand.write('730518')
  await hand.press('Enter')
  await page.getByText(staff.pinSet).waitFor()
  await noDialog()
  await press(actOf(staff.giveBadge))
  await pressIn(staff.makeBadge)
  await dialog.getByText(staff.badgeOnce).waitFor()
  await pressIn(common.done)
  await noDialog()
  await press(actOf(staff.takeBadge))
  await pressIn(staff.takeBadge)
  await page.getByText(staff.badgeTaken).waitFor()
  await noDialog()

  // The certificate made anew; then the page that helps a till to trust the store, and back.
  await page.locator('nav a', { hasText: store.area.menu.certificates }).getByText('1', { exact: true }).waitFor()
  await go('s', certificates.title)
  await page.getByText(certificates.endsSoon.authority.split('{')[0] ?? '').waitFor()
  await press(certificates.renew)
  await hand.goTo(dialog.getByLabel(certificates.askedNames))
  await hand.write('store.test')
  await hand.press('Enter')
  await page.getByText(certificates.renewed).waitFor()
  await noDialog()
  await page.getByText('store.test', { exact: true }).waitFor()
  await hand.goTo(page.getByRole('link', { name: certificates.install }))
  await hand.press('Enter')
  await heading(install.title).waitFor()
  await hand.goTo(page.getByRole('link', { name: install.download }))
  await hand.goTo(page.getByRole('link', { name: install.open }))
  // Going back is the browser's own key, and a browser without a window has none.
  await page.goBack()
  await heading(certificates.title).waitFor()

  // What was asked for, sessions, the audit log and an entry of it.
  await go('v', approvals.title)
  await page.getByText(approvals.noneTitle).waitFor()
  await go('n', security.sessions.title)
  await hand.goTo(page.getByRole('radio', { name: security.sessions.own }))
  await hand.press('ArrowRight')
  await page.getByText(security.sessions.current, { exact: true }).waitFor()
  await go('a', audit.title)
  const entries = page.locator('tbody tr')
  await entries.first().waitFor()
  await hand.press('j', 'Enter')
  await dialog.waitFor()
  await hand.press('Escape')
  await noDialog()
  await hand.goTo(page.getByLabel(audit.what), 'Shift+Tab')
  await hand.press('ArrowDown')
  await entries.first().waitFor()

  await press(backOffice.signOut, 'Shift+Tab')
  await page.getByLabel(store.signIn.password).waitFor()

  person.expectNoFaults()
}, 240_000)
