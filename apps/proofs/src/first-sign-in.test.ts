import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { screenTexts, type Language } from '@pos/i18n'
import { migratedPgDatabase, openChromium, temporaryFolder, type TestDatabase } from '@pos/testing'
import { Secret, TOTP } from 'otpauth'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../test/harness/free-port.ts'
import { HqHere } from '../test/harness/hq-here.ts'

const PASSWORD = 'nueve limones en la mesa'
const STEP_MS = 30_000

let database: TestDatabase
let hq: HqHere
let token = ''
let context: BrowserContext
let removeFolder = () => {}
beforeAll(async () => {
  const { path, remove } = temporaryFolder()
  removeFolder = remove
  mkdirSync(path, { recursive: true })
  database = await migratedPgDatabase()
  const { ownerUrl, appUrl } = database
  hq = new HqHere({ folder: join(path, 'hq'), ownerUrl, appUrl, port: await freePort() })
  await hq.start()
  token = (await hq.hq.firstRun.open()) ?? ''
  context = await openChromium(join(path, 'profile'))
}, 120_000)
afterAll(async () => {
  await context.close()
  await hq.stop()
  await database.drop()
  removeFolder()
})

const texts = (language: Language) => screenTexts[language]

/** The code of the next step of time, which head office takes too: no code is good twice. */
const codeOf = (secret: string, steps: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS })

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(texts('en').security.code).fill(code)
  await page.getByRole('button', { name: texts('en').security.check }).click()
}

test('the first person sets up the company and his app, stays signed in over a reload, and signs in with a code later', async () => {
  const page = await context.newPage()
  const { security, backOffice, hq: words } = texts('en')
  const gate = page.getByRole('heading', { name: words.signIn.title })
  await page.goto(`${hq.url}/hq`)
  await page.getByLabel(security.token).fill(token)
  await page.getByLabel(security.companyName).fill('Casa Coral')
  await page.getByLabel(security.companySlug).fill('casa')
  await page.getByLabel(security.country).fill('PR')
  await page.getByLabel(security.currency).fill('USD')
  await page.getByLabel(security.yourName).fill('Ana Ortiz')
  await page.getByLabel(security.userName).fill('ana')
  await page.getByLabel(security.password).fill(PASSWORD)
  await page.getByRole('button', { name: security.create }).click()
  await gate.waitFor()

  await page.getByLabel(words.signIn.user).fill('ana')
  await page.getByLabel(words.signIn.password).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: security.scan }).waitFor()
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '')
  await enterCode(page, codeOf(secret, -1))
  await page.getByRole('heading', { name: security.recoveryTitle }).waitFor()
  const recovery = await page.getByRole('listitem').allInnerTexts()
  expect(recovery).toHaveLength(10)
  await page.getByRole('button', { name: security.kept }).click()
  const menu = page.getByRole('link', { name: words.area.menu.security }).first()
  await menu.waitFor()

  const kept = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  )
  expect(kept).not.toMatch(/eyJ|[0-9a-f]{8}-[0-9a-f]{4}-7/)
  await page.reload()
  await menu.waitFor()
  const second = await context.newPage()
  await second.goto(`${hq.url}/hq/sessions`)
  await second.getByText(security.sessions.current, { exact: true }).waitFor()

  await page.goto(`${hq.url}/hq/security`)
  await page.getByText(security.factorOnText).waitFor()
  await page.getByText('10 recovery codes left').waitFor()
  await page.getByRole('button', { name: backOffice.signOut }).first().click()
  await gate.waitFor()
  await page.reload()
  await gate.waitFor()

  await page.getByLabel(words.signIn.user).fill('ana')
  await page.getByLabel(words.signIn.password).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await enterCode(page, codeOf(secret, 0))
  await menu.waitFor()
  await page.getByRole('button', { name: backOffice.signOut }).first().click()
  await gate.waitFor()
  await page.getByLabel(words.signIn.user).fill('ana')
  await page.getByLabel(words.signIn.password).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await enterCode(page, recovery[0] ?? '')
  await menu.waitFor()
}, 240_000)
