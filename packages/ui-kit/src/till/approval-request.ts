import type { Cents } from '@pos/shared-types'

/** One figure of what is asked for. */
export type ApprovalFigure = {
  readonly label: string
  readonly cents: Cents
  /** Such as the share that is taken off. */
  readonly note?: string | undefined
  readonly isResult?: boolean | undefined
}

/** One thing somebody is asked to consent to. */
export type ApprovalItem = {
  readonly id: string
  readonly title: string
  /** Why consent is needed. */
  readonly reason: string
  readonly figures: readonly ApprovalFigure[]
}

/** A question to somebody who is not here. */
export type RemoteQuestion = {
  /** On the button. */
  readonly text: string
  readonly isWaiting: boolean
  /** What becomes of it, said when it changes. */
  readonly state?: string | undefined
}
