import { screenTexts } from '@pos/i18n'
import { HqScreen, openChromium, pageFaults, temporaryFolder, type TemporaryFolder } from '@pos/testing'
import type { BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { isLong } from '../test/harness/seed.ts'

const TIMES = isLong ? 20 : 2

let chain: Chain
let site: Site
let profile: TemporaryFolder
let browser: BrowserContext

beforeAll(async () => {
  chain = await startChain({ products: 3 })
  ;[site] = chain.sites as [Site]
  // By then the store knows its people.
  await signIn(site, site.plan.manager.username)
  profile = temporaryFolder()
  browser = await openChromium(profile.path)
})
afterAll(async () => {
  await browser?.close()
  profile?.remove()
  await chain?.close()
})

type Place = {
  readonly url: string
  readonly signIn: (page: Page) => Promise<void>
  readonly isIn: (page: Page) => Promise<unknown>
  readonly isOut: (page: Page) => Promise<unknown>
}

function placeOf(kind: 'hq' | 'store'): Place {
  const { hq, store, devices } = screenTexts.en
  if (kind === 'hq') {
    const as = { company: chain.company.slug, user: 'boss', password: PASSWORD }
    return {
      url: `${chain.hq.url}/hq`,
      signIn: (page) => new HqScreen(page, 'en', chain.hq.url).signIn(as),
      isIn: (page) => page.getByRole('link', { name: hq.area.menu.sales }).first().waitFor(),
      isOut: (page) => page.getByLabel(hq.signIn.password).waitFor(),
    }
  }
  const isIn = (page: Page) => page.getByRole('heading', { name: devices.title, level: 1 }).waitFor()
  return {
    url: `${site.url}/store`,
    async signIn(page) {
      await page.goto(`${site.url}/store`)
      await page.getByLabel(store.signIn.user).fill(site.plan.manager.username)
      await page.getByLabel(store.signIn.password).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await isIn(page)
    },
    isIn,
    isOut: (page) => page.getByLabel(store.signIn.password).waitFor(),
  }
}

test.each(['hq', 'store'] as const)(
  'two tabs of the %s server that refresh at once both live, a lost answer is forgiven, and a stolen token ends all',
  async (kind) => {
    const place = placeOf(kind)
    const [one, two] = [await browser.newPage(), await browser.newPage()]
    const tabs = [one, two]
    const faults = tabs.map((tab) => pageFaults(tab))
    const bothIn = () => Promise.all(tabs.map((tab) => place.isIn(tab)))
    // Access tokens live in the memory of a page: one that is loaded anew goes on with the cookie.
    const reloadBoth = () => Promise.all(tabs.map((tab) => tab.reload()))
    await place.signIn(one)
    await two.goto(place.url)
    for (let time = 0; time < TIMES; time += 1) {
      await reloadBoth()
      await bothIn()
    }
    expect(faults.flat()).toEqual([])

    const lost = await loseAnswer(one)
    await one.reload()
    await expect.poll(lost).toBe(200)
    const stolen = await cookieOf(place)
    await reloadBoth()
    await bothIn()

    await one.reload()
    await place.isIn(one)
    expect((await refreshWith(place, stolen)).status).toBe(401)
    await reloadBoth()
    await Promise.all(tabs.map((tab) => place.isOut(tab)))
    for (const tab of tabs) await tab.close()
  },
  120_000,
)

/** Of the next refresh of a page the server has answered, and the page never hears of it. Gives the status of the answer. */
async function loseAnswer(page: Page): Promise<() => number> {
  let status = 0
  const lose = async (route: Route) => {
    const request = route.request()
    const body = request.postData()
    const headers = ownHeaders(await request.allHeaders())
    const answer = await fetch(request.url(), { method: request.method(), headers, ...(body !== null && { body }) })
    ;({ status } = answer)
    await route.abort('connectionreset')
  }
  await page.route('**/api/v1/auth/refresh', lose, { times: 1 })
  return () => status
}

async function cookieOf({ url }: Place): Promise<string> {
  const kept = await browser.cookies(url)
  return kept.map(({ name, value }) => `${name}=${value}`).join('; ')
}

function refreshWith({ url }: Place, cookie: string): Promise<Response> {
  const { origin } = new URL(url)
  const headers = { cookie, origin, 'pos-page': '1', 'content-type': 'application/json' }
  return fetch(`${origin}/api/v1/auth/refresh`, { method: 'POST', headers })
}

/** What a browser adds by itself and `fetch` does not take. */
const ownHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(:|host$|connection$|content-length$|accept-encoding$)/.test(name)),
  )
