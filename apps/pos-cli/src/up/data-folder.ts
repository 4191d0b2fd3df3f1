import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { refuseUnwritable } from './unwritable.ts'

const markerName = '.pos-v2'
const markerText = 'Demo data of POS V2. "npm start -- --fresh" removes this folder.\n'

/**
 * Makes the data folder where there is none, and marks it as ours.
 *
 * @throws Refusal when the folder cannot be written, or holds things that this program did not put there
 */
export function openDataFolder(folder: string): void {
  if (isForeign(folder)) {
    throw new Refusal(`The folder ${folder} holds other files: choose another with --data <folder>.`)
  }
  refuseUnwritable(folder, () => {
    mkdirSync(join(folder, 'logs'), { recursive: true })
    writeFileSync(join(folder, markerName), markerText)
  })
}

/** Removes everything from an opened data folder but the entries named in `keep`. */
export function emptyDataFolder(folder: string, keep: readonly string[]): void {
  for (const name of readdirSync(folder)) {
    if (name !== markerName && !keep.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
  }
  openDataFolder(folder)
}

function isForeign(folder: string): boolean {
  if (!existsSync(folder) || existsSync(join(folder, markerName))) return false
  return refuseUnwritable(folder, () => readdirSync(folder)).length > 0
}
