import type { DrillRow, DrillView } from '@pos/shared-types'

/** `alone` is what goes on where nobody here can see it, `unknown` what nobody has tried. */
type DrillWorkState = 'works' | 'cut' | 'waits' | 'alone' | 'unknown'

/** One thing a shop does, and how it stands while a drill has no report yet. */
export type DrillWork = {
  readonly what: 'selling' | 'tills' | 'office' | 'hq'
  readonly state: DrillWorkState
}

/** What is seen to work and what is cut, in the order in which a shop asks. */
export function drillWorksOf({ link, endedAt }: Pick<DrillRow, 'link' | 'endedAt'>, view: DrillView): DrillWork[] {
  const isRunning = endedAt === null
  const areTillsCut = isRunning && link !== 'hq'
  const tillState = view.tills === 0 ? 'unknown' : view.tillsHeard === view.tills ? 'works' : 'waits'
  const hqState = view.isHqReached ? 'works' : isRunning && link !== 'store' ? 'cut' : 'waits'
  return [
    { what: 'selling', state: areTillsCut ? 'alone' : 'works' },
    { what: 'tills', state: areTillsCut ? 'cut' : tillState },
    { what: 'office', state: 'works' },
    { what: 'hq', state: hqState },
  ]
}

/** How a drill stands: `whole` and `partly` have a report. */
export type DrillOutcome = 'running' | 'catching' | 'whole' | 'partly'

export function drillOutcomeOf({ endedAt, findings }: Pick<DrillRow, 'endedAt' | 'findings'>): DrillOutcome {
  if (endedAt === null) return 'running'
  if (findings === null) return 'catching'
  return findings.caughtUpMs === null ? 'partly' : 'whole'
}
