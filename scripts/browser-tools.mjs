import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Refusal } from './refusal.mjs'

const chromium = {
  title: 'Chromium',
  // The first has no window: it costs a fifth less time.
  names: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  debianPackage: 'chromium-headless-shell',
  use: 'the tests in a browser need it',
  advice: ', or name it in CHROMIUM_PATH',
}
const certutil = {
  title: 'certutil',
  names: ['certutil'],
  debianPackage: 'libnss3-tools',
  use: 'the test that a browser trusts the HTTPS of a store needs it',
  advice: '',
}

/**
 * Makes sure that there is a browser for what needs one; where this process may, it installs Debian's.
 *
 * @throws Refusal when there is none and it cannot be installed
 */
export function ensureChromium(log) {
  const { CHROMIUM_PATH } = process.env
  if (CHROMIUM_PATH === undefined) return ensureTool(chromium, log)
  if (!existsSync(CHROMIUM_PATH)) throw new Refusal(`CHROMIUM_PATH names ${CHROMIUM_PATH}, which is not there.`)
}

/**
 * The same for what lets a browser trust an authority. Only on Linux do browsers keep authorities where it works.
 *
 * @throws Refusal when it is not there and cannot be installed
 */
export function ensureCertutil(log) {
  if (process.platform === 'linux') return ensureTool(certutil, log)
}

async function ensureTool(tool, log = (line) => console.error(line)) {
  if (isInPath(tool.names)) return
  const { title, use, debianPackage, advice } = tool
  const help = `${use}. Install it (Debian: apt-get install ${debianPackage})${advice}.`
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    throw new Refusal(`${title} was not found, and ${help}`)
  log(`Installing ${title} (once: ${use})`)
  if (!(await isInstalled(debianPackage))) throw new Refusal(`${title} could not be installed, and ${help}`)
}

function isInPath(names) {
  const { PATH = '' } = process.env
  return PATH.split(delimiter).some((folder) => names.some((name) => existsSync(join(folder, name))))
}

async function isInstalled(debianPackage) {
  const apt = (...args) => run('apt-get', ['-qq', ...args])
  const install = () => apt('install', '-y', '--no-install-recommends', debianPackage)
  return (await install()) || ((await apt('update')) && (await install()))
}

function run(command, args) {
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}
