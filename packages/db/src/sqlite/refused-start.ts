import { StartRefused } from '../start-refused.ts'

const NOT_WRITABLE = /^(EACCES|EROFS|EPERM|SQLITE_CANTOPEN|SQLITE_READONLY)/
const NO_ROOM = /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)/

/** Why a store cannot be opened in `folder`, as a sentence for the operator; any other error stays what it is. */
export function refusedStart(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (NOT_WRITABLE.test(code)) {
    return new StartRefused(`The folder ${folder} cannot be written: give this user the right to, or name another.`, {
      cause: error,
    })
  }
  if (NO_ROOM.test(code)) {
    return new StartRefused(`There is no room for ${folder} on its disk: make room, then start again.`, {
      cause: error,
    })
  }
  return error
}
