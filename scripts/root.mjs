import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, wherever the script was called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The pinned package manager as `name@version`, from the root manifest. */
export function packageManager() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager
}
