import { DomainError, type UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { engineCode } from './unique-violation.ts'

const UNKNOWN_REFERENCE = '23503'
/** A number, date or text no column takes, and a part of a list that is there twice. */
const UNUSABLE = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05', '23505'])

/**
 * The unit of work of commands: what the schemas cannot know about a request the database does, and it is the request
 * that is refused then.
 *
 * @throws DomainError NOT_FOUND when something is named that does not exist, VALIDATION_FAILED when a value cannot be kept
 */
export function refusingUnusableInput(unitOfWork: UnitOfWork<HqTx>): UnitOfWork<HqTx> {
  return {
    read: (ctx, work) => unitOfWork.read(ctx, work).catch(refuse),
    write: (ctx, name, work) => unitOfWork.write(ctx, name, work).catch(refuse),
  }
}

function refuse(error: unknown): never {
  const code = error instanceof DomainError ? undefined : engineCode(error)
  if (code === UNKNOWN_REFERENCE) throw new DomainError('NOT_FOUND', {}, { cause: error })
  if (code !== undefined && UNUSABLE.has(code)) throw new DomainError('VALIDATION_FAILED', {}, { cause: error })
  throw error
}
