import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Shop } from '../sales/shop.ts'

export type Disk = { readonly sales: number; readonly storePerSale: number; readonly officePerSale: number }

/** What each sale of the old shop's past takes on the disks, beyond what the fresh one has there already. */
export function bytesOfHistory(fresh: Shop, old: Shop): Disk {
  const sales = salesIn(old)
  const perSale = (of: (shop: Shop) => number) => (of(old) - of(fresh)) / sales
  return {
    sales,
    storePerSale: perSale(({ storeFolder }) => statSync(join(storeFolder, 'ops.db')).size),
    officePerSale: perSale(({ hqFolder }) => bytesBelow(join(hqFolder, 'postgres', 'data', 'base'))),
  }
}

function salesIn({ storeFolder }: Shop): number {
  const store = new Database(join(storeFolder, 'ops.db'), { readonly: true })
  const count = store.prepare<[], number>('select count(*) from sales').pluck().get() ?? 0
  store.close()
  return count
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
