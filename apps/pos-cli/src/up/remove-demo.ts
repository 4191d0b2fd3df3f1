import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { emptyDataFolder } from './data-folder.ts'
import { runningMarkName } from './running-mark.ts'

/** Removes whatever a data folder holds of a demo chain, with the PostgreSQL that a killed head office left running. */
export async function removeDemo(folder: string, log: (line: string) => void): Promise<void> {
  const postgres = join(folder, 'hq', 'postgres')
  if (existsSync(postgres)) {
    log('Removing the demo data of a former start')
    const { removeEmbeddedPostgres } = await import('@pos/db')
    await removeEmbeddedPostgres(postgres)
  }
  emptyDataFolder(folder, [runningMarkName])
}
