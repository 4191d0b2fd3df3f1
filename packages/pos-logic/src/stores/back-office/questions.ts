import type { ApprovalRow, Instant, UserId } from '@pos/shared-types'

/** What one person asks about one sale at one moment: answered as a whole. */
export type Question = {
  readonly id: string
  readonly askedById: UserId
  readonly askedByName: string | null
  readonly requestedAt: Instant
  readonly expiresAt: Instant
  readonly acts: readonly ApprovalRow[]
}

/** Requests that wait, as the questions they were asked in; whoever has waited longest comes first. */
export function questionsOf(rows: readonly ApprovalRow[]): Question[] {
  const groups = Map.groupBy(rows, (row) => `${row.subjectId} ${row.requestedById} ${row.requestedAt}`)
  const questions = [...groups].flatMap(([id, acts]): Question[] => {
    const [first] = acts
    if (!first) return []
    const { requestedById: askedById, requestedByName: askedByName, requestedAt, expiresAt } = first
    return [{ id, askedById, askedByName, requestedAt, expiresAt, acts }]
  })
  return questions.toSorted((a, b) => a.requestedAt - b.requestedAt)
}

/** How long a question still waits, in seconds. A clock of the page that is wrong makes it neither longer nor less than none. */
export function secondsLeft({ requestedAt, expiresAt }: Question, now: Instant): number {
  return Math.max(0, Math.ceil(Math.min(expiresAt - now, expiresAt - requestedAt) / 1000))
}
