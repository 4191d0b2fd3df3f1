import { screenTexts } from '@pos/i18n'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { sendUnreadableSale } from '../test/harness/park.ts'
import { signInWithKeys } from '../test/harness/sign-in-with-keys.ts'
import { storeRows } from '../test/harness/rows.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'
import { withoutMouse, type WithoutMouse } from '../test/harness/without-mouse.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let person: WithoutMouse
beforeAll(async () => {
  chain = await startChain({ products: 5 })
  ;[site] = chain.sites as [Site<StoreHere>]
  person = await withoutMouse()
})
afterAll(async () => {
  await person?.close()
  await chain?.close()
})

/** Where an event stands in the outbox of the store. */
async function stateOf(eventId: string): Promise<string> {
  const rows = storeRows(site.folder)
  const [row] = await rows.all(`select state || coalesce(' ' || last_code, '') as stands from outbox
    where event_id = '${eventId}'`)
  await rows.close()
  return String(row?.['stands'])
}

test('[SE43] [SE46] [SE49] what head office parked is discarded there and goes from the store, with keys alone', async () => {
  const { page, hand, dialog, noDialog } = person
  const { sync, store } = screenTexts.en
  const eventId = await sendUnreadableSale(site)
  await until('head office has parked the sale', async () => (await stateOf(eventId)).startsWith('parked'))
  expect((await checkedBooks(chain, site)).faults).toContain(`head office has parked the event ${eventId}`)

  await signInWithKeys(chain, person)
  await hand.press('g', 'c')
  await page.getByRole('heading', { name: sync.title, level: 1 }).waitFor()
  const entry = page.getByRole('row').filter({ hasText: sync.codes.VALIDATION_FAILED })
  await hand.goTo(entry)
  await hand.press('Enter')
  await dialog.getByText(eventId).waitFor()

  // As it came it cannot be taken in today either, and that is said.
  await hand.goTo(dialog.getByRole('button', { name: sync.acts.rerun }))
  await hand.press('Enter')
  await dialog.getByRole('alert').waitFor()
  await hand.goTo(dialog.getByRole('radio', { name: sync.acts.rerun }))
  await hand.press('ArrowRight')
  await hand.press('ArrowRight')
  await hand.goTo(dialog.getByLabel(sync.reasonLabel))
  await hand.write('A test')
  await hand.goTo(dialog.getByRole('button', { name: sync.acts.discard }))
  await hand.press('Enter')
  await noDialog()
  await entry.waitFor({ state: 'detached' })

  // The store learns it when it offers the sale again, which its manager may ask for.
  await page.goto(`${site.url}/store`)
  await hand.goTo(page.getByLabel(store.signIn.user))
  await hand.write(site.plan.manager.username)
  await hand.goTo(page.getByLabel(store.signIn.password))
  await hand.write(PASSWORD)
  await hand.press('Enter')
  await page.getByRole('heading', { name: screenTexts.en.devices.title, level: 1 }).waitFor()
  await hand.press('g', 'c')
  await page.getByText(sync.outboxStates.parked).last().waitFor()
  await hand.goTo(page.getByRole('button', { name: sync.sendNow }))
  await hand.press('Enter')
  await until('the store was told', async () => (await stateOf(eventId)) === 'acked SYNC_DISCARDED')
  await page.getByText(sync.outboxEmpty).waitFor()
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], decided: 1 })
  person.expectNoFaults()
  expect(await stateOf(eventId)).toBe('acked SYNC_DISCARDED')
}, 120_000)
