import { overflowOf } from '@pos/testing'
import axe, { type Result } from 'axe-core'
import type { Page } from 'playwright-core'
import { isLong } from '../harness/seed.ts'
import { CALM_MS, type Onlooker } from './camera.ts'
import { settle } from './settle.ts'

const WIDE = { width: 1440, height: 900 }
const TABLET = { width: 1024, height: 768 }
const PHONE = { width: 390, height: 844 }
const LOOKS = [
  { size: WIDE, theme: 'light' },
  { size: PHONE, theme: 'dark' },
  ...(isLong
    ? ([
        { size: WIDE, theme: 'dark' },
        { size: TABLET, theme: 'light' },
        { size: PHONE, theme: 'light' },
      ] as const)
    : []),
] as const

/**
 * Notes what does not fit on a screen and what axe finds serious or critical there: by turns light and wide or dark and
 * narrow, in the long run each screen in both, the other way and on a tablet.
 */
export class Auditor implements Onlooker {
  readonly findings: string[] = []
  readonly screens = new Set<string>()
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async take(screen: string): Promise<void> {
    const looks = isLong ? LOOKS : LOOKS.filter((_, index) => this.screens.size % LOOKS.length === index)
    for (const { size, theme } of looks) {
      await this.#page.setViewportSize(size)
      await this.#page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await settle(this.#page)
      for (const fault of await overflowOf(this.#page)) this.findings.push(`${screen} ${size.width} ${theme}: ${fault}`)
      for (const { id, nodes } of await this.#lasting())
        this.findings.push(`${screen} ${size.width} ${theme}: ${id} at ${nodes[0]?.html ?? ''}`)
    }
    this.screens.add(screen)
    await this.#page.setViewportSize(WIDE)
  }

  /** What is still there a moment later: on a busy machine a dialog may begin to come in after everything stood still. */
  async #lasting(): Promise<readonly Result[]> {
    const found = await violationsOn(this.#page)
    if (found.length === 0) return found
    await this.#page.waitForTimeout(CALM_MS)
    return violationsOn(this.#page)
  }
}

/** Runs in a page that has the checker. */
const CHECK = "axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) => violations)"

/**
 * What is serious or critical. Asks the checker itself, which a page keeps until it is left; there are no frames to put
 * together.
 */
async function violationsOn(page: Page): Promise<readonly Result[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source)
  const violations = await page.evaluate<Result[]>(CHECK)
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}
