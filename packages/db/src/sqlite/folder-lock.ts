import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StartRefused } from '../start-refused.ts'
import { refusedStart } from './refused-start.ts'

/**
 * Claims a store's folder for this process until the returned function is called. The claim is a lock the operating
 * system holds on an empty database file, so it goes with the process, however that ends.
 *
 * @throws StartRefused when another process holds the folder, or it cannot be written
 */
export function lockFolder(folder: string): () => void {
  let lock: Database.Database | undefined
  try {
    mkdirSync(folder, { recursive: true })
    lock = new Database(join(folder, 'store.lock'), { timeout: 0 })
    lock.exec('begin exclusive')
    const held = lock
    return () => void held.close()
  } catch (error) {
    lock?.close()
    throw refusal(folder, error)
  }
}

function refusal(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_BUSY') {
    return new StartRefused(`The store in ${folder} is open in another process: stop that one first.`, { cause: error })
  }
  return refusedStart(folder, error)
}
