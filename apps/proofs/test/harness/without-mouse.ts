import { KeyHand, openChromium, pageFaults, temporaryFolder } from '@pos/testing'
import type { Page } from 'playwright-core'

export type WithoutMouse = {
  readonly page: Page
  readonly hand: KeyHand
  readonly faults: readonly string[]
  readonly close: () => Promise<void>
}

/** A browser of somebody without a mouse: what only a pointer does fails in it. */
export async function withoutMouse(): Promise<WithoutMouse> {
  const profile = temporaryFolder()
  const browser = await openChromium(profile.path)
  const page = await browser.newPage()
  const close = async () => {
    await browser.close()
    profile.remove()
  }
  return { page, hand: new KeyHand(page), faults: pageFaults(page), close }
}
