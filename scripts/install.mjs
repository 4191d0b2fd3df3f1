import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { withInstallLock } from './install-lock.mjs'
import { isInstalled, markInstalled } from './install-stamp.mjs'
import { Refusal } from './refusal.mjs'
import { packageManager, root } from './root.mjs'

const oldestNode = 20
const isWindows = process.platform === 'win32'

/**
 * Brings `node_modules` in line with the lock file; does nothing, in a few milliseconds, when it already is.
 *
 * @throws Refusal when Node is too old, the folder cannot be written, or packages cannot be fetched
 */
export async function installIfMissing(log = (line) => console.error(line)) {
  requireNode()
  if (isInstalled(root)) return
  try {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    await withInstallLock(join(root, 'node_modules/.pos-install.lock'), log, () => install(log))
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
    throw new Refusal(`The folder ${root} cannot be written: run this as its owner, or clone it somewhere else.`)
  }
}

async function install(log) {
  if (isInstalled(root)) return
  const startedAt = Date.now()
  log('Installing packages (once, about a minute)')
  await runPackageManager()
  markInstalled(root)
  log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s`)
}

function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return
  throw new Refusal(`Node ${process.versions.node} is too old: install Node ${oldestNode} or newer, then try again.`)
}

function runPackageManager() {
  const args = ['--yes', packageManager(), 'install', '--frozen-lockfile', '--reporter=append-only']
  // Without CI a terminal may be asked questions, and an install must not wait for an answer.
  const child = spawn('npx', args, { cwd: root, env: { ...process.env, CI: '1' }, shell: isWindows })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
      progressOf(text).forEach((line) => console.error(line))
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Refusal(`npx could not be started (${error.message}): install npm.`)))
    child.once('close', (code) => (code === 0 ? resolve() : reject(explain(output))))
  })
}

function progressOf(text) {
  return text
    .split('\n')
    .filter((line) => /^Progress: .*\d/.test(line))
    .slice(-1)
    .map((line) => `  ${line.trim()}`)
}

function explain(output) {
  const tail = output.trim().split('\n').slice(-15).join('\n')
  return new Refusal(`${tail}\n${sentenceFor(output)}`)
}

function sentenceFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ECONNRESET|fetch failed|META_FETCH_FAIL/.test(output))
    return 'The packages could not be fetched: check the network connection, then try again.'
  if (/EACCES|EPERM|EROFS/.test(output))
    return `A folder could not be written: check who owns ${root} and your npm cache, then try again.`
  if (/ENOSPC/.test(output)) return 'The disk is full: about 2 GB are needed.'
  if (/OUTDATED_LOCKFILE/.test(output))
    return `pnpm-lock.yaml does not match the manifests: run "npx ${packageManager()} install" and commit the result.`
  return 'The install failed; its last lines are above.'
}
