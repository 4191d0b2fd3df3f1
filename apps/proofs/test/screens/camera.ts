import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const SIZES = { tablet: [1024, 768], desktop: [1440, 900], phone: [390, 844] } as const
const THEMES = ['light', 'dark'] as const

/** Long enough for the transitions of every component. */
export const CALM_MS = 250

/** Who looks at every screen of a walk. */
export interface Onlooker {
  take(screen: string): Promise<void>
}

/** Takes the same page in every size and theme. */
export class Camera implements Onlooker {
  readonly #folder: string
  readonly #page: Page
  count = 0

  constructor(page: Page, folder: string) {
    this.#page = page
    this.#folder = folder
  }

  async take(screen: string): Promise<void> {
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      await this.#page.setViewportSize({ width, height })
      for (const colorScheme of THEMES) {
        await this.#page.emulateMedia({ colorScheme })
        await this.#page.waitForTimeout(CALM_MS)
        const folder = join(this.#folder, screen)
        await mkdir(folder, { recursive: true })
        await this.#page.screenshot({ path: join(folder, `${size}-${colorScheme}.png`) })
        this.count += 1
      }
    }
    await this.#page.setViewportSize({ width: 1024, height: 768 })
  }
}
