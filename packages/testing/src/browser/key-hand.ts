import type { Locator, Page } from 'playwright-core'
import { lookAtFocus, placeOf } from './focus-look.ts'

/** Between two letters of a person with quick fingers: what comes sooner, a till takes for a scan. */
const HAND_MS = 70
/** Long enough for a dialog to go and give the focus back. */
const SETTLE_MS = 1000
const FURTHEST = 120

/**
 * Somebody who has only a keyboard, and looks after every key where the focus is. `faults` says where it went to
 * nothing, or stood on something that does not show it.
 */
export class KeyHand {
  readonly faults: string[] = []
  readonly #page: Page
  #hadFocus = false

  constructor(page: Page) {
    this.#page = page
    // A page that is read anew has no focus to lose.
    page.on('load', () => (this.#hadFocus = false))
  }

  /** Presses keys one after another, as Playwright names them. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key)
      if (!key.endsWith('Tab')) await this.#page.waitForTimeout(HAND_MS)
      await this.#look(key)
    }
  }

  /** Writes into what has the focus. */
  async write(text: string): Promise<void> {
    for (const letter of text) {
      await this.#page.keyboard.type(letter)
      await this.#page.waitForTimeout(HAND_MS)
    }
    await this.#look(text)
  }

  /** Writes over what stands in the field that has the focus. */
  async rewrite(text: string): Promise<void> {
    await this.press('Control+a')
    await this.write(text)
  }

  /** Goes on by one key until the target has the focus. Throws when it never does. */
  async goTo(target: Locator, key = 'Tab'): Promise<void> {
    let element = await target.elementHandle()
    for (let steps = 0; steps < FURTHEST; steps += 1) {
      const place = await element.evaluate(placeOf)
      if (place === 'here') return
      if (place === 'gone') element = await target.elementHandle()
      else await this.press(key)
    }
    throw new Error(`${key} never comes to ${String(target)}`)
  }

  async #look(key: string): Promise<void> {
    // Past the last stop Tab leaves the page; where nothing had the focus, none can be lost.
    const mayBeNowhere = key.endsWith('Tab') || !this.#hadFocus
    const end = performance.now() + SETTLE_MS
    for (;;) {
      const { page, isSomewhere, fault } = await this.#where()
      const isFault = fault !== undefined && (isSomewhere || !mayBeNowhere)
      if (isFault && performance.now() < end) {
        await this.#page.waitForTimeout(HAND_MS)
        continue
      }
      if (isFault) this.faults.push(`after ${key} on ${page}: ${fault}`)
      this.#hadFocus = isSomewhere
      return
    }
  }

  /** Where the focus is; on the next page when the key has left this one meanwhile. */
  async #where(): Promise<ReturnType<typeof lookAtFocus>> {
    try {
      return await this.#page.evaluate(lookAtFocus)
    } catch (error) {
      if (!String(error).includes('Execution context was destroyed')) throw error
      await this.#page.waitForLoadState()
      return this.#page.evaluate(lookAtFocus)
    }
  }
}
