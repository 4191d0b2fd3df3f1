import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'

/** Whether what an address names is not there, or the address names nothing: trying again does not help. */
export function isMissing(problem: unknown): boolean {
  if (problem instanceof BackendRefusal && problem.fields.some(({ path }) => path.startsWith('params.'))) return true
  return problem instanceof DomainError && problem.code === 'NOT_FOUND'
}
