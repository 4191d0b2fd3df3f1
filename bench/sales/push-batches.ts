import type { PushEvent, Verdict } from '@pos/shared-types'
import { httpPush, signedFetch, systemClock, type Signer } from '@pos/server-kit'

/** What one push carries of sales of five lines, before it comes to its limit of bytes. */
const BATCH = 80

export type Pushed = {
  readonly perSecond: number
  readonly verdicts: Readonly<Record<string, number>>
}

type Destination = { readonly url: string; readonly signer: Signer; readonly lineage: string }

/** Pushes events in their order, batch after batch as a till or a store does, for `ms` or until there are no more. */
export async function pushBatches(
  { url, signer, lineage }: Destination,
  events: readonly PushEvent[],
  ms: number,
): Promise<Pushed> {
  const transport = httpPush({ baseUrl: () => url, send: signedFetch(signer, systemClock) })
  const { signal } = new AbortController()
  const verdicts: Record<string, number> = {}
  const start = performance.now()
  let taken = 0
  while (taken < events.length && performance.now() - start < ms) {
    const answer = await transport.push({ lineage, events: events.slice(taken, taken + BATCH) }, signal)
    if ('refused' in answer) throw new Error(`the push was refused: ${JSON.stringify(answer.refused)}`)
    for (const { verdict } of answer.verdicts) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
    taken += answer.verdicts.length
  }
  return { perSecond: (taken * 1000) / (performance.now() - start), verdicts }
}

/** What several senders brought in during the same time. */
export function together(all: readonly Pushed[]): Pushed {
  const verdicts: Record<string, number> = {}
  for (const pushed of all) {
    for (const [verdict, count] of Object.entries(pushed.verdicts)) verdicts[verdict] = (verdicts[verdict] ?? 0) + count
  }
  return { perSecond: all.reduce((sum, { perSecond }) => sum + perSecond, 0), verdicts }
}

/** Whether everything stands in the books as it was sent. */
export function isAllApplied({ verdicts }: Pushed): boolean {
  return Object.keys(verdicts).every((verdict) => verdict === ('applied' satisfies Verdict['verdict']))
}
