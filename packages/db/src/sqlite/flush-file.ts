import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/** Forces a finished file and its name in the folder to the disk. */
export function flushFile(path: string): void {
  flush(path, 'r+')
  // Windows cannot open a folder for this and keeps names safe by itself.
  if (process.platform !== 'win32') flush(dirname(path), 'r')
}

function flush(path: string, mode: string): void {
  const file = openSync(path, mode)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
