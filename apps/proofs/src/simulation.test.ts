import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLong } from '../test/harness/seed.ts'
import { digestFaults } from '../test/simulation/digest-faults.ts'
import { oracle } from '../test/simulation/oracle.ts'
import { PLANTS, type Plant } from '../test/simulation/plants.ts'
import { makeTemplate, type Template } from '../test/simulation/template.ts'
import { World } from '../test/simulation/world.ts'

const SEEDS = isLong ? 10_000 : 300
/** A planted bug must be found within so many worlds. */
const SEEDS_OF_PLANT = 200
/** `POS_SEED` begins with another seed. */
const FIRST = Number(process.env['POS_SEED'] ?? 1)
/** In memory where the machine offers it: what a store promises its disk is shown elsewhere. */
const GROUND = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

let template: Template
let ground: string
let worlds = 0
beforeAll(async () => {
  template = await makeTemplate()
  ground = mkdtempSync(join(GROUND, 'pos-simulation-'))
})
afterAll(async () => {
  await template?.close()
  if (ground) rmSync(ground, { recursive: true, force: true })
})

async function faultsOf(seed: number, plant?: Plant): Promise<readonly string[]> {
  worlds += 1
  const folder = join(ground, String(worlds))
  mkdirSync(folder)
  const world = await World.open(template, seed, folder, plant)
  try {
    await world.live()
    if (world.faults.length === 0) await world.settle()
    if (world.faults.length > 0) return world.faults
    const unequal = await digestFaults(world)
    return unequal.length > 0 ? unequal : await oracle(world)
  } finally {
    await world.close()
    rmSync(folder, { recursive: true })
  }
}

test(
  `[SE1] [SE50] [SE52] in ${SEEDS} worlds of tills, stores and head office, whatever fails, every sale arrives once and to the cent`,
  async () => {
    const failed: string[] = []
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const faults = await faultsOf(seed)
      if (faults.length > 0) failed.push(`seed ${seed}: ${faults.join('\n  ')}`)
    }
    expect(failed).toEqual([])
  },
  isLong ? 14_400_000 : 600_000,
)

test.each(PLANTS)(
  'the planted bug "%s" is found',
  async (plant) => {
    for (let seed = 1; seed <= SEEDS_OF_PLANT; seed += 1) {
      const faults = await faultsOf(seed, plant)
      if (faults.length > 0) return console.log(`${plant}: seed ${seed}: ${faults[0]?.slice(0, 300)}`)
    }
    throw new Error(`nobody noticed in ${SEEDS_OF_PLANT} worlds`)
  },
  300_000,
)
