import { existsSync, readFileSync } from 'node:fs'

const HEADER = 32
const FRAME_HEADER = 24

/**
 * Commits recorded in a write-ahead log that has not been reset: a frame ends one when its header gives the size of
 * the database after it. This is what the disk holds, whatever the program believes.
 */
export function commitsInWal(databasePath: string): number {
  const path = `${databasePath}-wal`
  if (!existsSync(path)) return 0
  const wal = readFileSync(path)
  if (wal.length < HEADER) return 0
  const frame = FRAME_HEADER + wal.readUInt32BE(8)
  const salt = wal.readBigUInt64BE(16)
  let commits = 0
  for (let at = HEADER; at + frame <= wal.length && wal.readBigUInt64BE(at + 8) === salt; at += frame) {
    if (wal.readUInt32BE(at + 4) !== 0) commits += 1
  }
  return commits
}
