import type { Place, World } from './world.ts'

/** What must hold at every moment, also in the middle of chaos. */
export function watchFaults(world: World): string[] {
  return world.places.flatMap((place, index) => placeFaults(world, place).map((fault) => `store ${index}: ${fault}`))
}

function placeFaults({ hq, office }: World, { store, tills }: Place): string[] {
  const faults: string[] = []
  const seen = store.lookAtCatalogue(office.pair)
  if (seen) {
    if (seen.version > hq.version) faults.push(`[INV-9] the cursor is at ${seen.version}, head office at ${hq.version}`)
    if (seen.version < store.highestVersion) faults.push('[INV-9] the cursor went back')
    if (!office.isPair(seen.version, seen.prices)) {
      faults.push(`[INV-5] at version ${seen.version} the pair costs ${seen.prices.join(' and ')}`)
    }
    store.highestVersion = Math.max(store.highestVersion, seen.version)
  }
  for (const till of tills) {
    const shown = till.lookAtCatalogue(office.pair)
    if (shown && !office.isPair(shown.version, shown.prices))
      faults.push(`[INV-5] a till at version ${shown.version} sells the pair for ${shown.prices.join(' and ')}`)
  }
  return faults
}
