import { permissionText, screenTexts, sentence } from '@pos/i18n'
import { login, ownPermissions } from '@pos/shared-types'
import { HqScreen, openChromium, pageFaults, temporaryFolder, type TemporaryFolder } from '@pos/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

const OWN_PASSWORD = 'siete gatos en el tejado'
const RIGHTS = ['store:counts.create', 'store:inventory.view'] as const
const { people, roles, security, store: shop, hq: words } = screenTexts.en

let chain: Chain<HqHere, StoreHere>
const folders: TemporaryFolder[] = []
const browsers: BrowserContext[] = []
const faults: string[] = []

/** Somebody at a browser of her own. */
async function atBrowser(): Promise<Page> {
  const folder = temporaryFolder()
  folders.push(folder)
  const browser = await openChromium(folder.path)
  browsers.push(browser)
  const page = await browser.newPage()
  faults.push(...pageFaults(page))
  return page
}

let owner: Page
let office: HqScreen
let hers: Page
let seat: HqScreen
beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 3 })
  owner = await atBrowser()
  office = new HqScreen(owner, 'en', chain.hq.url)
  await office.signIn({ company: chain.company.slug, user: 'boss', password: PASSWORD })
}, 120_000)
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  for (const folder of folders) folder.remove()
  await chain?.close()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const isOpen = (page: Page, heading: string) => page.getByRole('heading', { name: heading, level: 1 }).waitFor()

async function rightsAt({ server }: Site<StoreHere>): Promise<readonly string[] | undefined> {
  const signedIn = await ask(server.url, login, { body: { username: 'lena', password: OWN_PASSWORD } })
  if (signedIn.status !== 200) return undefined
  const answer = await ask(server.url, ownPermissions, { token: String(signedIn.json()['accessToken']) })
  return answer.json()['permissions'] as string[]
}

/** The owner gives the person whose page is open a role; `store` unless it is one of head office. */
async function give(role: string, store?: string): Promise<void> {
  await owner.getByLabel(people.role, { exact: true }).selectOption({ label: role })
  if (store !== undefined) await owner.getByLabel(people.store, { exact: true }).selectOption({ label: store })
  await button(owner, people.roles.give).click()
}

test('an owner adds a person and a role of the company and gives it in one store; there she may what it says, elsewhere nothing', async () => {
  const [first, second] = chain.sites as [Site<StoreHere>, Site<StoreHere>]
  await office.open('people/roles/new', roles.newTitle)
  await owner.getByLabel(roles.fields.name, { exact: true }).fill('Stock helper')
  for (const code of RIGHTS) await owner.getByLabel(permissionText(code, 'en'), { exact: true }).check()
  await button(owner, new RegExp(roles.create)).click()
  await isOpen(owner, 'Stock helper')

  await office.open('people/users/new', people.newTitle)
  await owner.getByLabel(people.fields.displayName, { exact: true }).fill('Lena Lugo')
  await owner.getByLabel(people.fields.username, { exact: true }).fill('lena')
  await button(owner, new RegExp(people.create)).click()
  await isOpen(owner, 'Lena Lugo')
  await give(`Stock helper · ${people.roles.scopes.store}`, 'Store 1')
  await owner.getByText(people.roles.given.replace('{role}', 'Stock helper')).waitFor()

  // She chooses her password herself, with a token that is shown once.
  await button(owner, people.account.invite).click()
  const token = await owner.locator('.token').innerText()
  await button(owner, people.token.done).click()
  hers = await atBrowser()
  await hers.goto(`${chain.hq.url}/hq`)
  await button(hers, security.forgot).click()
  await hers.getByLabel(security.token).fill(token)
  await hers.getByLabel(security.newPassword).fill(OWN_PASSWORD)
  await button(hers, security.reset).click()
  await hers.getByLabel(words.signIn.user).waitFor()

  await until('the first store knows her', async () => (await rightsAt(first))?.length === RIGHTS.length)
  expect((await rightsAt(first))?.toSorted()).toEqual(RIGHTS)
  expect((await rightsAt(second)) ?? []).toEqual([])
}, 120_000)

test('who is demoted in mid-session is refused at her next request; her page says so and offers it no more', async () => {
  await give(`Buyer · ${people.roles.scopes.hq}`)
  await owner.getByText(people.roles.given.replace('{role}', 'Buyer')).waitFor()
  await give(`Accountant · ${people.roles.scopes.hq}`)
  const taking = button(owner, people.roles.takeOf.replace('{role}', `Accountant, ${people.headOffice}`))
  await taking.waitFor()
  // A page that hears no news learns it from the refusal.
  await hers.routeWebSocket(/\/live$/, () => {})
  seat = new HqScreen(hers, 'en', chain.hq.url)
  await seat.signIn({ company: chain.company.slug, user: 'lena', password: OWN_PASSWORD })
  await hers.getByRole('link', { name: words.area.menu.users }).first().click()
  await hers.getByRole('row').filter({ hasText: 'Lena Lugo' }).waitFor()

  await taking.click()
  await owner.getByText(people.roles.taken.replace('{role}', 'Accountant')).waitFor()
  await hers.getByRole('link', { name: words.area.menu.roles }).first().click()
  const refusal = sentence('PERMISSION_DENIED', { permission: 'hq:users.view' }, 'en')
  await hers.getByRole('alert').filter({ hasText: refusal }).waitFor()
  expect(await hers.getByRole('row').count()).toBe(0)
  await hers.getByRole('link', { name: words.area.menu.users }).first().waitFor({ state: 'detached' })
  expect(await hers.getByRole('link', { name: words.area.menu.products }).count()).toBeGreaterThan(0)
  expect(faults).toEqual([])
}, 120_000)

test('a page that is open shows what its person may do as roles are given and taken, at head office and in a store', async () => {
  const [first] = chain.sites as [Site<StoreHere>]
  const entry = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first()
  const take = (role: string, place: string) =>
    button(owner, people.roles.takeOf.replace('{role}', `${role}, ${place}`)).click()

  const open = await hers.context().newPage()
  faults.push(...pageFaults(open))
  await open.goto(`${chain.hq.url}/hq`)
  await entry(open, words.area.menu.products).waitFor()
  expect(await entry(open, words.area.menu.users).count()).toBe(0)
  await give(`Accountant · ${people.roles.scopes.hq}`)
  await entry(open, words.area.menu.users).waitFor()
  await take('Accountant', people.headOffice)
  await entry(open, words.area.menu.users).waitFor({ state: 'detached' })

  await open.goto(`${first.url}/store`)
  await open.getByLabel(shop.signIn.user).fill('lena')
  await open.getByLabel(shop.signIn.password).fill(OWN_PASSWORD)
  await open.keyboard.press('Enter')
  // The first page she may see is not the first there is.
  await open.getByRole('heading', { name: security.sessions.title, level: 1 }).waitFor()
  expect(await entry(open, shop.area.menu.devices).count()).toBe(0)
  await give(`Store manager · ${people.roles.scopes.store}`, 'Store 1')
  await entry(open, shop.area.menu.devices).waitFor()
  await take('Store manager', 'Store 1')
  await entry(open, shop.area.menu.devices).waitFor({ state: 'detached' })
  await open.close()
  expect(faults).toEqual([])
}, 120_000)

test('two who change a role at once lose nothing: the second is told, and saves on top', async () => {
  await give(`Head office admin · ${people.roles.scopes.hq}`)
  await owner.getByText(people.roles.given.replace('{role}', 'Head office admin')).waitFor()
  await hers.reload()
  for (const [page, screen] of [
    [owner, office],
    [hers, seat],
  ] as const) {
    await screen.open('people/roles', roles.title)
    await page.getByRole('row').filter({ hasText: 'Stock helper' }).click()
    await isOpen(page, 'Stock helper')
  }
  await hers.getByLabel(roles.fields.description).fill('Counts shelves')
  await button(hers, /^Save/).click()
  await hers.getByText(roles.saved).waitFor()

  await owner.getByLabel(roles.fields.name, { exact: true }).fill('Shelf helper')
  await button(owner, /^Save/).click()
  await owner.getByText(roles.conflictTitle).waitFor()
  expect(await owner.getByLabel(roles.fields.description).inputValue()).toBe('Counts shelves')
  await button(owner, /^Save/).click()
  await isOpen(owner, 'Shelf helper')
  expect(faults).toEqual([])
}, 60_000)
