import type { ComparedDigest } from '@pos/sync-engine'
import type { TillNode } from './till-node.ts'
import type { Place, World } from './world.ts'

/** Virtual: an offer on a good line and its answer. */
const OFFER_MS = 30_000
/** Virtual: a copy of a request arrives ten minutes late at most. */
const LATE_MS = 600_000
/** A repair is looked at again after a minute or so. */
const REPAIR_ROUNDS = 20

/**
 * What is wrong with the digests of a world at rest: every store must be told that it is identical with head office, every
 * till that it is identical with its store, and when head office is put back to an older copy behind everybody's back, that it is not, until it has everything again.
 */
export async function digestFaults(world: World): Promise<string[]> {
  const unequal = [...(await unequalPlaces(world)), ...(await unequalTills(world))]
  if (unequal.length > 0) return unequal.map((fault) => `[INV-5] at rest ${fault}`)
  // What head office forgets must not come back by a late copy before somebody looks.
  if (world.mask.forgets) await world.time.advance(LATE_MS)
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
    faults.push(...inequalities(`store ${index}`, await compareNow(world, place)))
  }
  return faults
}

async function unequalTills(world: World): Promise<string[]> {
  const faults: string[] = []
  for (const [index, till] of world.tills.entries()) {
    faults.push(...inequalities(`till ${index}`, await compareTill(world, till)))
  }
  return faults
}

function inequalities(node: string, compared: readonly ComparedDigest[]): string[] {
  if (compared.length === 0) return [`${node} had nothing to compare`]
  return compared
    .filter(({ verdict }) => verdict !== 'equal')
    .map(({ kind, grain, verdict }) => `${node}: ${kind} ${grain} is ${verdict}`)
}

const compareNow = (world: World, { store }: Place) => answered(world, store.store?.upLink?.comparer.compare())
const compareTill = (world: World, { till }: TillNode) => answered(world, till?.comparer.compare())

/** Time goes on until a node has its answer; without one it has compared nothing. */
async function answered(
  { time }: World,
  comparing: Promise<readonly ComparedDigest[] | undefined> | undefined,
): Promise<readonly ComparedDigest[]> {
  let isOver = false
  const answer = Promise.resolve(comparing)
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  await time.until(() => isOver)
  return (await answer) ?? []
}
