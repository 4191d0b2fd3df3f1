import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './refusal.mjs'
import { root } from './root.mjs'
import { runtime, runtimeEnv } from './runtime.mjs'

const client = join(root, 'apps/web-client')
const stampFile = join(client, 'dist/.pos-build')

/**
 * Builds the web client when a file it may be made of has changed since the last build.
 *
 * @throws Refusal when it cannot be built
 */
export async function buildWebIfChanged(log = (line) => console.error(line)) {
  const now = stamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return
  const startedAt = Date.now()
  log('Building the pages')
  await build()
  mkdirSync(join(client, 'dist'), { recursive: true })
  writeFileSync(stampFile, now)
  log(`Built in ${Math.round((Date.now() - startedAt) / 1000)} s`)
}

function build() {
  const env = runtimeEnv(runtime())
  const child = spawn('vite', ['build', '--logLevel', 'warn'], {
    cwd: client,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Refusal(`${output.trim()}\nThe pages could not be built.`)),
    )
  })
}

/** Names, sizes and times: reading every file would cost more than the start of a server. */
function stamp() {
  const hash = createHash('sha256')
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'src'))
  for (const folder of [join(client, 'src'), join(client, 'public'), ...folders.sort()]) addFolder(hash, folder)
  for (const file of ['pnpm-lock.yaml', 'apps/web-client/index.html', 'apps/web-client/vite.config.ts'])
    addFile(hash, join(root, file))
  return hash.digest('hex')
}

function addFolder(hash, folder) {
  if (!existsSync(folder)) return
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) addFile(hash, file)
}

function addFile(hash, file) {
  if (!existsSync(file)) return
  const { size, mtimeMs } = statSync(file)
  hash.update(`${file} ${size} ${mtimeMs}\n`)
}
