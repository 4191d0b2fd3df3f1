import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Language } from '@pos/i18n'
import { chromium, type BrowserContext } from 'playwright-core'

/** The first has no window: its tests take a fifth less of a processor. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]

/**
 * Where Chromium is: `CHROMIUM_PATH`, else the first of its names in `PATH`.
 *
 * @throws Error that says how to get one
 */
export async function chromiumPath(): Promise<string> {
  const told = process.env['CHROMIUM_PATH']
  if (told !== undefined) return told
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name)
      if (await isExecutable(path)) return path
    }
  }
  throw new Error(
    'Chromium was not found: install it (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH to its program.',
  )
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

export type ChromiumOptions = {
  /** The home of who opens it: there lie the authorities he trusts. */
  readonly home?: string | undefined
  readonly args?: readonly string[] | undefined
}

/** A browser that keeps what its pages store in `folder`, as a till's does, and asks for pages in `language`. */
export async function openChromium(
  folder: string,
  language: Language = 'en',
  { home, args = [] }: ChromiumOptions = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    headless: true,
    locale: language,
    // Without a graphics card there is one only in software, which is slower than none.
    args: ['--disable-gpu', ...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ...(home !== undefined && { env: { ...process.env, HOME: home } as Record<string, string> }),
  })
}
