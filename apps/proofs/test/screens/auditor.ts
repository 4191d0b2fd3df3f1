import { AxeBuilder } from '@axe-core/playwright'
import { overflowOf } from '@pos/testing'
import type { Page } from 'playwright-core'
import { isLong } from '../harness/seed.ts'
import type { Onlooker } from './camera.ts'
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
      await this.#page.emulateMedia({ colorScheme: theme })
      await settle(this.#page)
      for (const fault of await overflowOf(this.#page)) this.findings.push(`${screen} ${size.width} ${theme}: ${fault}`)
      // Without frames there is nothing to put together, for which axe would open a page each time.
      const axe = new AxeBuilder({ page: this.#page }).setLegacyMode().options({ resultTypes: ['violations'] })
      const { violations } = await axe.analyze()
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          this.findings.push(`${screen} ${size.width} ${theme}: ${id} at ${nodes[0]?.html ?? ''}`)
    }
    this.screens.add(screen)
    await this.#page.setViewportSize(WIDE)
  }
}
