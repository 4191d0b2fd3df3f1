import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { copyPostgres, copyStoreRecords, StartRefused } from '@pos/db'
import { createLog } from '@pos/server-kit'
import { Refusal } from '../refusal.ts'
import { version } from '../version.ts'
import { writeManifest } from './manifest.ts'
import { keysIn, type NodeFolder } from './node-folder.ts'

/**
 * Copies one node to a folder of its own below `into`, also while its server runs. Gives the folder.
 *
 * @throws Refusal when there is nothing to copy
 */
export async function makeBackup({ kind, folder }: NodeFolder, into: string, madeAt: number): Promise<string> {
  const stamp = new Date(madeAt).toISOString().replaceAll(/[:.]/g, '-')
  const target = join(into, `${basename(folder)}-${stamp}`)
  if (existsSync(target)) throw new Refusal(`${target} is there already.`)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  try {
    if (kind === 'store') await copyStoreRecords(folder, target)
    else
      await copyPostgres(
        join(folder, 'postgres'),
        join(target, 'postgres'),
        createLog({ name: 'backup', level: 'error' }),
      )
  } catch (error) {
    throw error instanceof StartRefused ? new Refusal(error.message, { cause: error }) : error
  }
  for (const name of keysIn(folder)) cpSync(join(folder, name), join(target, 'keys', name), { recursive: true })
  await writeManifest(target, { kind, madeAt, version })
  return target
}
