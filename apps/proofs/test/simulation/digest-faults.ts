import type { ComparedDigest } from '@pos/sync-engine'
import type { Place, World } from './world.ts'

/** Virtual: an offer on a good line and its answer. */
const OFFER_MS = 30_000
/** A repair is looked at again after a minute or so. */
const REPAIR_ROUNDS = 20

/**
 * What is wrong with the digests of a world at rest: every store must be told that it is identical with head office, and
 * when head office is put back to an older copy behind everybody's back, that it is not, until it has everything again.
 */
export async function digestFaults(world: World): Promise<string[]> {
  const unequal = await unequalPlaces(world)
  if (unequal.length > 0) return unequal.map((fault) => `[INV-5] at rest ${fault}`)
  const alarmsBefore = world.places.map(alarmsOf)
  if (!world.mask.forgets || !(await world.forget())) {
    // Time went on: a copy of a request that came late may have been refused, and noted, meanwhile.
    await world.settle()
    return world.faults
  }
  for (const [index, place] of world.places.entries()) {
    await compareNow(world, place)
    if (alarmsOf(place) === alarmsBefore[index])
      return [`[INV-5] head office lost sales of store ${index} and nobody noticed`]
  }
  const lacking = await regained(world)
  // An offer that was under way may have had some of it leave a second time.
  await world.time.advance(OFFER_MS)
  await world.settle()
  return [...lacking, ...world.faults]
}

/** How often a store has warned that it is not identical with head office. It may also have looked by itself. */
function alarmsOf({ store }: Place): number {
  return store.logged.filter((line) => line.includes('hold different things')).length
}

async function regained(world: World): Promise<string[]> {
  let faults: string[] = []
  for (let round = 0; round < REPAIR_ROUNDS; round += 1) {
    faults = await unequalPlaces(world)
    if (faults.length === 0) return []
    await world.time.advance(10_000)
  }
  return faults.map((fault) => `[INV-5] head office did not get back what it lost: ${fault}`)
}

async function unequalPlaces(world: World): Promise<string[]> {
  const faults: string[] = []
  for (const [index, place] of world.places.entries()) {
    const compared = await compareNow(world, place)
    if (compared.length === 0) faults.push(`store ${index} had nothing to compare`)
    for (const { kind, grain, verdict } of compared)
      if (verdict !== 'equal') faults.push(`store ${index}: ${kind} ${grain} is ${verdict}`)
  }
  return faults
}

/** Time goes on until the store has its answer; without one it has compared nothing. */
async function compareNow({ time }: World, { store }: Place): Promise<readonly ComparedDigest[]> {
  let isOver = false
  const answer = Promise.resolve(store.store?.upLink?.comparer.compare())
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  await time.until(() => isOver)
  return (await answer) ?? []
}
