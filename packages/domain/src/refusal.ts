import type { ErrorCode } from '@pos/shared-types'

export type RefusalParams = Readonly<Record<string, string | number>>

/** What the arithmetic refuses, with the code and the parameters of the sentence the user sees. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly params: RefusalParams

  constructor(code: ErrorCode, params: RefusalParams = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
