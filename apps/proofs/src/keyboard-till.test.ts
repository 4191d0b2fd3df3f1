import { screenTexts } from '@pos/i18n'
import { setPin } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PIN } from '../test/harness/pin.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { withoutMouse, type WithoutMouse } from '../test/harness/without-mouse.ts'

let chain: Chain
let site: Site
let person: WithoutMouse

beforeAll(async () => {
  chain = await startChain({ products: 60 })
  ;[site] = chain.sites as [Site]
  const token = await signIn(site, site.plan.manager.username)
  await call(site.url, setPin, { token, body: { pin: PIN } })
  person = await withoutMouse()
})

afterAll(async () => {
  await person?.close()
  await chain?.close()
})

test('a shift is opened, sold in, looked after and closed with keys alone', async () => {
  const { page, hand, dialog, noDialog } = person
  const { till, uiKit } = screenTexts.en
  const [first, second, third] = chain.company.products
  if (!first || !second || !third) throw new Error('the company sells something')
  await page.addInitScript('print = () => document.documentElement.setAttribute("data-printed", "")')
  const printed = page.locator('html[data-printed]')
  const lines = page.locator('[data-line]')
  const chosen = page.locator('[data-line]:has([aria-current])')
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const sell = page.getByRole('heading', { name: till.sell.title, exact: true })
  const keyIn = async (pin: string) => {
    await hand.write(pin)
    await hand.press('Enter')
  }

  const code = await enrolmentCode(site, 0)
  await page.goto(`${site.url}/till`)
  await page.getByLabel(till.enrol.code).waitFor()
  await hand.write(code)
  await hand.press('Enter')
  await page.getByRole('radiogroup', { name: uiKit.staff.label }).waitFor()
  await hand.press('m')
  await page.getByRole('radio', { name: site.plan.manager.username, checked: true }).waitFor()
  await keyIn(PIN)

  await page.getByLabel(till.shift.open.float).waitFor()
  await hand.write('100')
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })

  // Search, add, quantity, multiplier, quick keys.
  await hand.write('product 1')
  await page.getByRole('option').first().waitFor()
  await hand.press('ArrowDown', 'ArrowDown', 'Enter')
  await expect.poll(() => lines.count()).toBe(1)
  await hand.write(second.barcode)
  await hand.press('Enter')
  await expect.poll(() => lines.count()).toBe(2)
  await hand.press('F2')
  await hand.write('x')
  await hand.press('Escape')
  await hand.write('3')
  await hand.press('*')
  await hand.write(third.barcode)
  await hand.press('Enter')
  await expect.poll(() => chosen.innerText()).toMatch(/^3\n/)
  await hand.goTo(page.getByRole('group', { name: uiKit.keys.label }).getByRole('button').first())
  await hand.press('ArrowRight', 'ArrowDown', 'ArrowLeft', 'Enter')
  await expect.poll(() => lines.count()).toBe(4)
  await hand.press('+', '+', '-')
  await expect.poll(() => chosen.innerText()).toMatch(/^2\n/)
  await hand.press('Alt+q')
  await dialog.waitFor()
  await hand.rewrite('5')
  await hand.press('Enter')
  await noDialog()
  await expect.poll(() => chosen.innerText()).toMatch(/^5\n/)

  // Discounts of a line and of the sale.
  await hand.press('ArrowUp', 'Alt+d')
  await dialog.waitFor()
  await hand.write('10')
  await hand.goTo(dialog.getByRole('radio', { name: 'Goodwill' }))
  await hand.press('Space', 'Enter')
  await noDialog()
  await expect.poll(() => chosen.innerText()).toContain('10%')
  await hand.press('F8')
  await dialog.waitFor()
  await hand.goTo(dialog.getByRole('radio', { name: till.sell.percent }), 'Shift+Tab')
  await hand.press('ArrowRight')
  await hand.goTo(dialog.getByLabel(till.sell.amount, { exact: true }).last())
  await hand.write('0.50')
  await hand.goTo(dialog.getByRole('radio', { name: 'Goodwill' }))
  await hand.press('Space', 'Enter')
  await noDialog()
  await page.getByText('−$1.02').first().waitFor()

  // Remove, undo, keep.
  await hand.press('Delete')
  await expect.poll(() => lines.count()).toBe(3)
  await hand.press('Control+z')
  await expect.poll(() => lines.count()).toBe(4)
  await hand.press('Escape')
  await dialog.waitFor()
  await hand.press('Enter')
  await noDialog()

  // Cash and card for one sale.
  await hand.press('F9')
  await button(till.pay.back).waitFor()
  await hand.press('1', '0', 'Enter')
  await page.getByText(till.pay.stillDue).first().waitFor()
  await hand.press('Alt+2')
  await hand.goTo(page.getByLabel(till.pay.lastDigits))
  await hand.write('4242')
  await hand.press('Enter')
  await page.getByText(till.done.saved).waitFor()
  const receipt = (await page.getByText(till.done.receipt.replace('{number}', '')).first().innerText())
    .split(' ')
    .at(-1)
  await hand.goTo(button(till.done.print))
  await hand.press('Enter')
  await printed.waitFor({ state: 'attached' })
  await page.emulateMedia({ media: 'print' })
  await page.getByRole('article', { name: uiKit.receipt.label.replace('{number}', receipt ?? '') }).waitFor()
  expect(await button(till.done.next).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await hand.goTo(button(till.done.next))
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })

  // Cash with change, and the sales of today.
  await hand.write(first.barcode)
  await hand.press('Enter')
  await expect.poll(() => lines.count()).toBe(1)
  await hand.press('F9')
  await button(till.pay.back).waitFor()
  await hand.press('F10')
  await page.getByText(till.done.saved).waitFor()
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })
  const choose = async (name: string) => {
    await hand.press('Alt+m')
    await hand.goTo(dialog.getByRole('button', { name }))
    await hand.press('Enter')
    await noDialog()
  }
  await choose(till.menu.sales)
  await page.getByRole('heading', { name: till.sales.title }).waitFor()
  await hand.goTo(page.getByRole('listitem').getByRole('button').last())
  await hand.press('Enter')
  await page.getByRole('article').waitFor()
  await hand.goTo(button(screenTexts.en.common.close))
  await hand.press('Enter', 'Escape')
  await sell.waitFor({ state: 'attached' })

  // A return from a receipt number.
  await hand.press('F7')
  await page.getByLabel(till.return.find).waitFor()
  await hand.write(receipt ?? '')
  await hand.press('Enter')
  await hand.goTo(button(till.return.everything))
  await hand.press('Enter')
  for (const reason of await page.getByRole('radio', { name: 'Changed mind' }).all()) {
    await hand.goTo(reason)
    await hand.press('Space')
  }
  await hand.goTo(button(/^Give back \$/))
  await hand.press('Enter')
  await page.getByText(till.done.saved).waitFor()
  await hand.press('Enter')
  await sell.waitFor({ state: 'attached' })

  // Lamps, lock, another cashier with the same cart.
  await hand.press('Alt+i')
  await page.getByRole('dialog', { name: uiKit.connection.title }).waitFor()
  await hand.press('Escape')
  await noDialog()
  await hand.write(first.barcode)
  await hand.press('Enter')
  await expect.poll(() => lines.count()).toBe(1)
  await hand.press('Alt+s')
  await page.getByRole('radiogroup', { name: uiKit.staff.label }).waitFor()
  await hand.press('ArrowDown', 'c')
  await page.getByRole('radio', { name: site.plan.cashier.username, checked: true }).waitFor()
  await keyIn(PIN)
  await button(till.others.goOn).waitFor()
  await hand.press('Enter')
  await noDialog()
  await expect.poll(() => lines.count()).toBe(1)
  await hand.press('F9')
  await button(till.pay.back).waitFor()
  await hand.press('Escape')
  await sell.waitFor({ state: 'attached' })
  await hand.press('Escape')
  await dialog.waitFor()
  await hand.goTo(dialog.getByRole('button', { name: till.sell.clear }))
  await hand.press('Enter')
  await noDialog()
  await expect.poll(() => lines.count()).toBe(0)

  // Count and Z.
  await choose(till.menu.shift)
  await hand.goTo(button(till.shift.close))
  await hand.press('Enter')
  await page.getByRole('heading', { name: till.shift.count.title }).waitFor()
  await hand.write('1')
  await hand.press('Enter', 'ArrowUp')
  await hand.goTo(button(till.shift.count.confirm))
  await hand.press('Enter')
  await page.getByRole('heading', { name: till.shift.difference.title }).waitFor()
  await hand.press('1')
  await page.getByRole('radio', { name: 'Counted wrong', checked: true }).waitFor()
  await hand.goTo(button(till.shift.close))
  await hand.press('Enter')
  await page.getByRole('article').waitFor()
  await hand.goTo(button(till.shift.print))
  await hand.goTo(button(till.shift.done))
  await hand.press('Enter')
  await page.getByLabel(till.shift.open.float).waitFor()

  person.expectNoFaults()
}, 240_000)
