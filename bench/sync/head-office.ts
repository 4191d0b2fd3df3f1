import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '@pos/core'
import { startEmbeddedPostgres } from '@pos/db'
import { openHq, provisionStore } from '@pos/hq-server'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { demoChain } from '../../apps/pos-cli/src/demo/catalogue/demo-chain.ts'
import { ChainIds } from '../../apps/pos-cli/src/demo/prepare/chain-ids.ts'
import { seedHeadOffice } from '../../apps/pos-cli/src/demo/prepare/head-office.ts'
import { seedArticles } from './big-catalogue.ts'

/** A head office on disk that no process runs yet. */
export type PreparedHq = {
  readonly folder: string
  readonly tenantId: string
  /** A provisioning token for each store server the bench will set up. */
  readonly tokens: readonly string[]
}

/** Makes head office of the demo chain, without its own products, with `count` articles. */
export async function prepareHq(folder: string, count: number): Promise<PreparedHq> {
  mkdirSync(folder, { recursive: true })
  const log = createLog({ name: 'bench', level: 'error' })
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log })
  try {
    const hq = await openHq({ ...postgres, folder, clock: systemClock, ids: uuidv7Ids, log })
    try {
      const chain = { ...demoChain('bench'), products: [], openingStock: [] }
      const ids = new ChainIds(uuidv7Ids)
      const { unitOfWork } = hq.database
      const tenantId = uuidv7Ids.next()
      const ctx: Context = { tenantId, appContext: 'system', correlationId: 'bench', at: systemClock.now() }
      await seedHeadOffice({ unitOfWork, passwords: hq.passwords, ids: uuidv7Ids, chainIds: ids, ctx }, chain)
      const place = {
        departmentId: ids.of('department', chain.departments[0]?.code ?? ''),
        taxGroupId: ids.of('tax_group', chain.taxGroups[0]?.code ?? ''),
        baseUnitId: ids.of('unit', 'ea'),
        priceListId: ids.of('price_list', 'RETAIL'),
        userId: ids.of('user', 'edwin'),
      }
      await seedArticles((work) => unitOfWork.write(ctx, 'bench.articles', work), place, count)
      const tokens: string[] = []
      for (const { code } of chain.stores) {
        const made = await unitOfWork.write(ctx, 'bench.provision', (unit) =>
          provisionStore(unit, uuidv7Ids, ids.of('store', code)),
        )
        tokens.push(made.token)
      }
      return { folder, tenantId, tokens }
    } finally {
      await hq.app.close()
      await hq.close()
    }
  } finally {
    await postgres.stop()
  }
}
