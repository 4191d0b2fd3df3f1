import { overflowOf } from '@pos/testing'
import type { Page } from 'playwright-core'
import { isLong } from '../harness/seed.ts'
import type { Onlooker } from './camera.ts'
import { settle } from './settle.ts'

export const SIZES = [
  { width: 390, height: 844 },
  ...(isLong ? [{ width: 1024, height: 768 }] : []),
  { width: 1440, height: 900 },
] as const

/** Looks at every screen on a phone and a desk, in the long run on a tablet too, and notes what does not fit. */
export class Fitter implements Onlooker {
  readonly findings: string[] = []
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async take(screen: string): Promise<void> {
    await this.#page.emulateMedia({ reducedMotion: 'reduce' })
    for (const size of SIZES) {
      await this.#page.setViewportSize(size)
      await settle(this.#page)
      for (const fault of await overflowOf(this.#page)) this.findings.push(`${screen} ${size.width}: ${fault}`)
    }
  }
}
