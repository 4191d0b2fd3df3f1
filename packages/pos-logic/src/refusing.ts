import { DomainError } from '@pos/core'
import { Refusal } from '@pos/domain'

/** Runs arithmetic of `domain` and gives its refusals the form in which all others reach the user. */
export function refusing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw new DomainError(error.code, error.params, { cause: error })
    throw error
  }
}
