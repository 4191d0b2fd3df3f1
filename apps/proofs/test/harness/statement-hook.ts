import { basename } from 'node:path'
import Database from 'better-sqlite3'

/** A statement of a writing connection, about to run. */
export type ComingStatement = { readonly file: string; readonly source: string; readonly isInUnit: boolean }

type Method = 'run' | 'get' | 'all'
type Verb = (this: Database.Statement, ...values: unknown[]) => unknown

const METHODS: readonly Method[] = ['run', 'get', 'all']

/** Calls `hook` before every statement of a connection that may write, until the returned function is called. */
export function beforeStatements(hook: (coming: ComingStatement) => void): () => void {
  const memory = new Database(':memory:')
  const verbs = Object.getPrototypeOf(memory.prepare('select 1')) as Record<Method, Verb>
  memory.close()
  const { run, get, all } = verbs
  const original: Record<Method, Verb> = { run, get, all }
  for (const name of METHODS) {
    verbs[name] = function hooked(this: Database.Statement, ...values: unknown[]) {
      const { database, source } = this
      if (!database.readonly) hook({ file: basename(database.name), source, isInUnit: database.inTransaction })
      return original[name].apply(this, values)
    }
  }
  return () => void Object.assign(verbs, original)
}

/** What the driver throws when the disk fails. */
export function diskFault(): Error {
  return Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })
}
