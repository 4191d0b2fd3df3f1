import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { emptyDataFolder } from './data-folder.ts'
import { refuseWhileRunning, runningMarkName } from './running-mark.ts'

/**
 * Removes whatever a data folder holds of a demo chain, with the PostgreSQL that a killed head office left running.
 *
 * @throws Refusal while a store that was set up by hand runs on a part of it
 */
export async function removeDemo(folder: string, log: (line: string) => void): Promise<void> {
  for (const part of readdirSync(folder)) refuseWhileRunning(join(folder, part))
  const postgres = join(folder, 'hq', 'postgres')
  if (existsSync(postgres)) {
    log('Removing the demo data of a former start')
    const { removeEmbeddedPostgres } = await import('@pos/db')
    await removeEmbeddedPostgres(postgres)
  }
  emptyDataFolder(folder, [runningMarkName])
}
