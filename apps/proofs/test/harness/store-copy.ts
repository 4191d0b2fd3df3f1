import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps the records of a stopped store as they are now. Gives what puts them in place again, as a disk would be. */
export function copyOfRecords(folder: string, into: string): { readonly putBack: () => void } {
  for (const name of recordsIn(folder)) cpSync(join(folder, name), join(into, name))
  return {
    putBack: () => {
      for (const name of recordsIn(folder)) rmSync(join(folder, name))
      for (const name of recordsIn(into)) cpSync(join(into, name), join(folder, name))
    },
  }
}

const recordsIn = (folder: string) => readdirSync(folder).filter((name) => /^ops\.db(-wal|-shm)?$/.test(name))
