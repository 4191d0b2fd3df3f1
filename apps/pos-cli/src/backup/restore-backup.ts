import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { placePostgres, placeStoreRecords, StartRefused } from '@pos/db'
import { createLog } from '@pos/server-kit'
import { Refusal } from '../refusal.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { noteRestore } from './note-restore.ts'

export type Restored = { readonly manifest: Manifest; readonly aside: string }

/**
 * Puts a backup in the place of a node that does not run. What was there is moved aside and nothing is removed.
 *
 * @throws Refusal when the backup is damaged, the node runs, or the folder belongs to another kind of node
 */
export async function restoreBackup(backup: string, folder: string, at: number): Promise<Restored> {
  const manifest = await readManifest(backup)
  const other = manifest.kind === 'store' ? 'postgres' : 'ops.db'
  if (existsSync(join(folder, other))) throw new Refusal(`${backup} is of a ${manifest.kind}, which ${folder} is not.`)
  const aside = join(folder, `replaced-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  try {
    if (manifest.kind === 'store') placeStoreRecords(backup, folder, aside, at)
    else {
      const log = createLog({ name: 'restore', level: 'error' })
      const places = {
        from: join(backup, 'postgres'),
        folder: join(folder, 'postgres'),
        aside: join(aside, 'postgres'),
      }
      await placePostgres({ ...places, log })
    }
  } catch (error) {
    if (readdirSync(aside).length === 0) rmdirSync(aside)
    throw error instanceof StartRefused ? new Refusal(error.message, { cause: error }) : error
  }
  placeKeys(join(backup, 'keys'), folder, aside)
  if (manifest.kind === 'head office') await noteRestore(folder, manifest)
  return { manifest, aside }
}

/** Evidence is only added to: anchors that are there stay. */
const ADDED_ONLY = new Set(['anchors'])

function placeKeys(from: string, folder: string, aside: string): void {
  if (!existsSync(from)) return
  for (const name of readdirSync(from)) {
    const place = join(folder, name)
    if (existsSync(place) && !ADDED_ONLY.has(name)) renameSync(place, join(aside, name))
    cpSync(join(from, name), place, { recursive: true, force: false })
  }
}
