import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../refusal.ts'

/** What a backup is of, and every file of it with its SHA-256. Without a manifest a folder is no backup. */
export type Manifest = {
  readonly kind: 'store' | 'head office'
  readonly madeAt: number
  readonly version: string
  readonly files: Readonly<Record<string, string>>
}

const NAME = 'backup.json'

/** Lists what a finished backup holds; written last, so that one that was interrupted is none. */
export async function writeManifest(folder: string, about: Omit<Manifest, 'files'>): Promise<Manifest> {
  const files: Record<string, string> = {}
  for (const file of filesIn(folder)) files[file] = await hashOf(join(folder, file))
  const manifest = { ...about, files }
  writeFileSync(join(folder, NAME), JSON.stringify(manifest, undefined, 1), { mode: 0o600, flush: true })
  return manifest
}

/**
 * Reads the manifest of a backup and checks every file against it.
 *
 * @throws Refusal naming the first file that is not as it was written
 */
export async function readManifest(folder: string): Promise<Manifest> {
  let manifest: Manifest
  try {
    manifest = JSON.parse(readFileSync(join(folder, NAME), 'utf8'))
  } catch (error) {
    throw new Refusal(`${folder} is no finished backup: it has no ${NAME}.`, { cause: error })
  }
  for (const [file, hash] of Object.entries(manifest.files)) {
    const found = await hashOf(join(folder, file)).catch(() => undefined)
    if (found !== hash) throw new Refusal(`${join(folder, file)} is not as it was backed up: use another backup.`)
  }
  return manifest
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
