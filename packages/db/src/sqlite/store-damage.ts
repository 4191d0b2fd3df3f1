import { join } from 'node:path'
import { openConnection, type Connection } from './connection.ts'
import { isDamage } from './file-check.ts'

/**
 * What is wrong with the file of a store's own records, as one sentence with what to do; undefined when every page and
 * every index of it is sound. Reads all of it, also while the server runs: minutes for years of sales, which is why a
 * start looks at the pages of a large file only after a crash.
 */
export function storeDamage(folder: string): string | undefined {
  const path = join(folder, 'ops.db')
  let connection: Connection | undefined
  try {
    connection = openConnection(path, { readonly: true })
    const verdict = String(connection.pragma('integrity_check(1)', { simple: true }))
    return verdict === 'ok' ? undefined : told(path, verdict)
  } catch (error) {
    if (!isDamage(error)) throw error
    return told(path, error.message)
  } finally {
    connection?.close()
  }
}

function told(path: string, damage: string): string {
  return `${path} is damaged (${damage.replaceAll(/\s+/g, ' ')}): stop its server and restore the latest backup.`
}
