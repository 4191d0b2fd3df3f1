import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Refusal } from './refusal.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const advice = 'install it (Debian: apt-get install chromium), or name it in CHROMIUM_PATH'

/**
 * Makes sure that there is a browser for the tests that need one; where this process may, it installs Debian's.
 *
 * @throws Refusal when there is none and it cannot be installed
 */
export async function ensureChromium(log = (line) => console.error(line)) {
  if (hasChromium()) return
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    throw new Refusal(`Chromium was not found: ${advice}.`)
  log('Installing Chromium (once, for the tests in a browser)')
  if (!(await installed())) throw new Refusal(`Chromium could not be installed: ${advice}.`)
}

function hasChromium() {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH !== undefined) return existsSync(CHROMIUM_PATH)
  return PATH.split(delimiter).some((folder) => names.some((name) => existsSync(join(folder, name))))
}

async function installed() {
  const apt = (...args) => run('apt-get', ['-qq', ...args])
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium')
  return (await install()) || ((await apt('update')) && (await install()))
}

function run(command, args) {
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}
