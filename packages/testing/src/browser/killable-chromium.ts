import { execFileSync } from 'node:child_process'
import type { BrowserContext } from 'playwright-core'
import { openChromium } from './chromium.ts'

export type KillableChromium = {
  readonly context: BrowserContext
  /** Ends every process of the browser at once, as a power cut would. */
  readonly kill: () => Promise<void>
}

/** The same as `openChromium`, for tests that take the browser away in the middle of its work. */
export async function killableChromium(folder: string): Promise<KillableChromium> {
  const context = await openChromium(folder)
  const group = groupOf(folder)
  return {
    context,
    async kill() {
      process.kill(-group, 'SIGKILL')
      await untilGone(group)
    },
  }
}

/** The process group of the browser whose profile is in `folder`. */
function groupOf(folder: string): number {
  const processes = execFileSync('ps', ['-eo', 'pgid=,args='], { encoding: 'utf8' }).split('\n')
  const browser = processes.find((line) => line.includes(`--user-data-dir=${folder}`) && !line.includes('--type='))
  if (browser === undefined) throw new Error('Chromium has no process')
  return Number.parseInt(browser, 10)
}

/**
 * Waits until no process of the group is left. Opened while helpers of the killed one still ended, Chromium 156 was seen
 * to come up with an empty database, about once in forty times; a person is slower than that.
 */
async function untilGone(group: number): Promise<void> {
  for (;;) {
    try {
      process.kill(-group, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
