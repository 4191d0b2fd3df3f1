import type { Fleet } from '../../packages/server-kit/test/fleet/fleet.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY_S = 86_400
/** Of a day; nobody changes prices more often than every quarter of an hour. */
const PRICE_CHANGES = 50
/** What a pull costs on the wire, there and back, with its headers: `npm run bench -- links` measures it. */
const PULL_BYTES = 1_090
/** A notice or a ping with its answer, in frames. */
const FRAME_BYTES = 30
const PINGS_PER_SECOND_AND_STORE = 1 / 30

/** What head office counted in a stretch of virtual time. */
export type Stretch = {
  readonly seconds: number
  readonly stores: number
  readonly pulls: number
  readonly pullsPerSecond: number
  readonly pullsPeak: number
  readonly connectsPeak: number
  readonly refusalsPerSecond: number
  readonly refusalsPeak: number
}

type Back = Stretch & { readonly allBackMs: number; readonly isEverybodyBack: boolean }

export const quietStretch = (fleet: Fleet): Promise<Stretch> => stretch(fleet, () => fleet.time.advance(10 * MINUTE))

/** One price change, watched until the last store has it, and counted as many as a day has. */
export async function priceChanges(fleet: Fleet): Promise<Stretch & { readonly lastHasItMs: number }> {
  let lastHasItMs = 0
  const one = await stretch(fleet, async () => {
    fleet.office.commit()
    lastHasItMs = await until(fleet, () => fleet.current === fleet.size)
    await fleet.time.advance(2 * MINUTE - lastHasItMs)
  })
  return { ...one, pulls: one.pulls * PRICE_CHANGES, seconds: one.seconds * PRICE_CHANGES, lastHasItMs }
}

export async function restart(fleet: Fleet): Promise<{ readonly back: Back }> {
  fleet.office.goDown()
  await fleet.time.advance(20 * SECOND)
  return { back: await comeBack(fleet) }
}

export async function outage(fleet: Fleet): Promise<{ readonly away: Stretch; readonly back: Back }> {
  fleet.office.goDown()
  const away = await stretch(fleet, () => fleet.time.advance(10 * MINUTE))
  return { away, back: await comeBack(fleet) }
}

async function comeBack(fleet: Fleet): Promise<Back> {
  let allBackMs = 0
  const back = await stretch(fleet, async () => {
    fleet.office.comeUp()
    fleet.office.commit()
    allBackMs = await until(fleet, () => fleet.connected === fleet.size)
    await fleet.time.advance(MINUTE)
  })
  return { ...back, allBackMs, isEverybodyBack: fleet.current === fleet.size }
}

/** What a day comes to: these stretches once each, and quiet for the rest of it. */
export function dayOf(stretches: readonly Stretch[], quiet: Stretch) {
  const seconds = stretches.reduce((sum, each) => sum + each.seconds, 0)
  const pulls = stretches.reduce((sum, each) => sum + each.pulls, 0) + quiet.pullsPerSecond * (DAY_S - seconds)
  const frames = quiet.stores * (PRICE_CHANGES + DAY_S * PINGS_PER_SECOND_AND_STORE)
  return { pulls, bytes: pulls * PULL_BYTES + frames * FRAME_BYTES }
}

async function stretch(fleet: Fleet, live: () => Promise<void>): Promise<Stretch> {
  const { time, office } = fleet
  const from = time.elapsedMs
  await live()
  const to = time.elapsedMs
  const seconds = (to - from) / SECOND
  const pulls = office.pulls.total(from, to)
  return {
    seconds,
    stores: fleet.size,
    pulls,
    pullsPerSecond: pulls / seconds,
    pullsPeak: office.pulls.peak(from, to),
    connectsPeak: office.connects.peak(from, to),
    refusalsPerSecond: office.refusals.total(from, to) / seconds,
    refusalsPeak: office.refusals.peak(from, to),
  }
}

const LIMIT_MS = 10 * MINUTE

async function until(fleet: Fleet, isTrue: () => boolean): Promise<number> {
  const from = fleet.time.elapsedMs
  while (!isTrue() && fleet.time.elapsedMs - from < LIMIT_MS) await fleet.time.advance(SECOND / 4)
  return fleet.time.elapsedMs - from
}
