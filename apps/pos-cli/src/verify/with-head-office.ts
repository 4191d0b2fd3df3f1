import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openHqDatabase, startEmbeddedPostgres, StartRefused, type HqDatabase } from '@pos/db'
import { createLog } from '@pos/server-kit'
import { Refusal } from '../refusal.ts'

/**
 * Lets `work` read head office's database in a data folder. Works beside running servers; a PostgreSQL that does not run
 * is started for the while.
 *
 * @throws Refusal when the folder holds no chain of this version
 */
export async function withHeadOffice<Result>(
  folder: string,
  name: string,
  work: (hq: HqDatabase) => Promise<Result>,
): Promise<Result> {
  const postgresFolder = join(folder, 'hq', 'postgres')
  if (!existsSync(postgresFolder)) throw new Refusal(`There is no chain in ${folder}: "npm start" makes one.`)
  const log = createLog({ name, level: 'error' })
  try {
    const postgres = await startEmbeddedPostgres({ folder: postgresFolder, log })
    try {
      const hq = await openHqDatabase({ appUrl: postgres.appUrl, log })
      try {
        return await work(hq)
      } finally {
        await hq.close()
      }
    } finally {
      if (!postgres.wasRunning) await postgres.stop()
    }
  } catch (error) {
    throw error instanceof StartRefused ? new Refusal(error.message) : error
  }
}
