import { Refusal } from '../refusal.ts'

/** Does what writes to a data folder; says in one sentence when that is not allowed. */
export function refuseUnwritable<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS' && code !== 'ENOTDIR') throw error
    throw new Refusal(`The folder ${folder} cannot be written (${code}): choose another with --data <folder>.`)
  }
}
