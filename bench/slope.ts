import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { prepareShops } from './sales/shop.ts'
import { bytesOfHistory } from './slope/disk.ts'
import { ingestCosts, saleCosts, type Cost } from './slope/sale-cost.ts'

const DAYS = 365
const GROUP = `a sale of 5 lines after ${DAYS} days of about 40 sales`
/** What noise of a shared machine does to two runs of the same. */
const NEAR_ONE = 1.25

/** Whether a sale costs more when there is a year of others behind it, in the store and at head office. */
export async function benchSlope(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pos-bench-slope-'))
  try {
    const [fresh] = await prepareShops(join(folder, 'fresh'))
    const [old] = await prepareShops(join(folder, 'old'), DAYS)
    const disk = bytesOfHistory(fresh, old)
    const store = await saleCosts(fresh, old)
    const office = await ingestCosts(fresh, old)
    return [
      ...slopeRows('at the store, HTTP, one at a time', store),
      ...slopeRows('at head office, pushed in batches', office),
      row('disk at the store for each sale', disk.storePerSale / 1_024, 'KiB', `${disk.sales} sales`),
      row('disk at head office for each sale, without its log', disk.officePerSale / 1_024, 'KiB'),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function slopeRows(where: string, { fresh, old }: { readonly fresh: Cost; readonly old: Cost }): BenchRow[] {
  const ratio = old.cpuUs / fresh.cpuUs
  return [
    row(`${where}: processor time, empty`, fresh.cpuUs, 'us', speed(fresh)),
    {
      ...row(`${where}: processor time, a year`, old.cpuUs, 'us', speed(old)),
      ratio,
      against: 'an empty history',
      goal: `< ${NEAR_ONE} of empty`,
      ok: ratio < NEAR_ONE,
    },
  ]
}

const speed = ({ perSecond }: Cost) => `${Math.round(perSecond)} sales/s`

function row(name: string, value: number, unit: string, note?: string): BenchRow {
  return { group: GROUP, name, value: Number(value.toPrecision(3)), unit, ...(note !== undefined && { note }) }
}
