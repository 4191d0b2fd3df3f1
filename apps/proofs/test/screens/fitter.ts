import { overflowOf } from '@pos/testing'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'

export const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
] as const

/** Looks at every screen on a phone, a tablet and a desk, and notes what does not fit. */
export class Fitter implements Onlooker {
  readonly findings: string[] = []
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async take(screen: string): Promise<void> {
    for (const size of SIZES) {
      await this.#page.setViewportSize(size)
      await this.#page.evaluate('new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))')
      const bad = await overflowOf(this.#page)
      if (bad.length)
        await this.#page.screenshot({ path: `/tmp/proofs/fit-${screen.replaceAll(/\W+/g, '-')}-${size.width}.png` })
      for (const fault of bad) this.findings.push(`${screen} ${size.width}: ${fault}`)
    }
  }
}
