import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { chromiumPath } from './chromium.ts'

const START_MS = 20_000

export type KillableChromium = {
  readonly context: BrowserContext
  /** Ends every process of the browser at once, as a power cut would. */
  readonly kill: () => Promise<void>
}

/** The same as `openChromium`, for tests that take the browser away in the middle of its work. */
export async function killableChromium(folder: string): Promise<KillableChromium> {
  const portFile = join(folder, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const flags = ['--headless=new', '--remote-debugging-port=0', '--no-first-run', `--user-data-dir=${folder}`]
  if (process.getuid?.() === 0) flags.push('--no-sandbox')
  const child = spawn(await chromiumPath(), flags, { detached: true, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portIn(portFile)}`)
  const [context] = browser.contexts()
  if (context === undefined || child.pid === undefined) throw new Error('Chromium has no window')
  const { pid } = child
  return {
    context,
    async kill() {
      process.kill(-pid, 'SIGKILL')
      await ended
    },
  }
}

/** The browser writes the port it took into a file. */
async function portIn(file: string): Promise<number> {
  for (const end = Date.now() + START_MS; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const port = Number(text.split('\n')[0])
    if (port > 0) return port
  }
  throw new Error(`Chromium did not start within ${START_MS / 1000} s`)
}
