import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stampFile = 'node_modules/.pos-install'

/** Whether `node_modules` was made from the manifests and the lock file as they are now. */
export function isInstalled(root) {
  const file = join(root, stampFile)
  return existsSync(file) && readFileSync(file, 'utf8') === stamp(root)
}

export function markInstalled(root) {
  writeFileSync(join(root, stampFile), stamp(root))
}

function stamp(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of inputs(root)) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function inputs(root) {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']
  for (const group of ['packages', 'apps']) {
    for (const name of readdirSync(join(root, group)).sort()) files.push(`${group}/${name}/package.json`)
  }
  return files.filter((file) => existsSync(join(root, file)))
}
