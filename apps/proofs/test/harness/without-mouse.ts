import { KeyHand, openChromium, pageFaults, temporaryFolder } from '@pos/testing'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export type WithoutMouse = {
  readonly page: Page
  readonly hand: KeyHand
  readonly dialog: Locator
  readonly noDialog: () => Promise<void>
  /** Neither was a thing out of reach of the keys, nor did the page fail. */
  readonly expectNoFaults: () => void
  readonly close: () => Promise<void>
}

/** A browser of somebody without a mouse: what only a pointer does fails in it. */
export async function withoutMouse(): Promise<WithoutMouse> {
  const profile = temporaryFolder()
  const browser = await openChromium(profile.path)
  const page = await browser.newPage()
  const hand = new KeyHand(page)
  const faults = pageFaults(page)
  const dialog = page.getByRole('dialog')
  return {
    page,
    hand,
    dialog,
    noDialog: () => dialog.waitFor({ state: 'detached' }),
    expectNoFaults: () => expect([...hand.faults, ...faults]).toEqual([]),
    close: async () => {
      await browser.close()
      profile.remove()
    },
  }
}
