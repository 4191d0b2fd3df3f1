import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '@pos/core'
import { startEmbeddedPostgres } from '@pos/db'
import { businessDateAt } from '@pos/domain'
import { openHq, provisionStore, type Hq } from '@pos/hq-server'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { demoChain } from './catalogue/demo-chain.ts'
import { refuseInProduction } from './in-production.ts'
import { ChainIds } from './prepare/chain-ids.ts'
import { seedHeadOffice } from './prepare/head-office.ts'
import { tradeInThread } from './prepare/store-thread.ts'
import { demoSheet } from './prepare/signs.ts'
import { type DemoSheet, writeDemoSheet } from './sheet.ts'
import type { DemoChain } from './types.ts'

export type PrepareOptions = {
  /** The data folder. Head office uses `hq` below it, the stores `store-1` and `store-2`. */
  readonly folder: string
  readonly log: (line: string) => void
  /** Aborted when the reader wants to stop; then it ends soon and leaves no process behind. */
  readonly signal: AbortSignal
  /** How many days of sales, up to yesterday. */
  readonly days?: number
}

const SEED = 'casa-marea'
const DAYS = 90

/**
 * Makes the demo chain in an empty data folder and ends with writing the sheet. Runs before any server: head office and
 * two stores live in this process meanwhile, and what they write is what they would have written with customers.
 *
 * @throws Refusal in production, where nobody's password may be printed
 */
export async function prepareDemo(options: PrepareOptions): Promise<DemoSheet> {
  refuseInProduction(process.env)
  const { folder, log, signal } = options
  const chain = demoChain(SEED)
  const quiet = createLog({ name: 'demo', level: 'error' })
  const hqFolder = join(folder, 'hq')
  mkdirSync(hqFolder, { recursive: true })
  log('Preparing the demo chain: starting PostgreSQL')
  const postgres = await startEmbeddedPostgres({ folder: join(hqFolder, 'postgres'), log: quiet })
  try {
    signal.throwIfAborted()
    const hq = await openHq({ ...postgres, folder: hqFolder, clock: systemClock, ids: uuidv7Ids, log: quiet })
    try {
      const sheet = await fill(hq, chain, options)
      writeDemoSheet(folder, sheet)
      return sheet
    } finally {
      await hq.app.close()
      await hq.close()
    }
  } finally {
    await postgres.stop()
  }
}

async function fill(hq: Hq, chain: DemoChain, options: PrepareOptions): Promise<DemoSheet> {
  const { folder, log, signal, days = DAYS } = options
  signal.throwIfAborted()
  const ids = new ChainIds(uuidv7Ids)
  const tenantId = uuidv7Ids.next()
  const ctx: Context = { tenantId, appContext: 'system', correlationId: 'demo', at: systemClock.now() }
  log(`Head office: ${chain.products.length} products, ${chain.stores.length} stores, ${chain.people.length} people`)
  const { unitOfWork } = hq.database
  await seedHeadOffice({ unitOfWork, passwords: hq.passwords, ids: uuidv7Ids, chainIds: ids, ctx, signal }, chain)
  const hqUrl = await hq.app.listen({ port: 0 })
  const tokens = new Map<string, string>()
  for (const { code } of chain.stores) {
    const made = await unitOfWork.write(ctx, 'demo.provision', (unit) =>
      provisionStore(unit, uuidv7Ids, ids.of('store', code)),
    )
    tokens.set(code, made.token)
  }
  const open = chain.stores.filter((store) => store.status === 'open')
  const deviceCodes = await Promise.all(
    open.map((store, index) => {
      const yesterday = businessDateAt(systemClock.now() - 86_400_000, store.timeZone, store.dayStartsMin)
      return tradeInThread({
        folder: join(folder, `store-${index + 1}`),
        hqUrl,
        token: tokens.get(store.code) ?? '',
        chain,
        store,
        ids,
        ctx: { ...ctx, storeId: ids.of('store', store.code) },
        lastDay: yesterday,
        days,
        seed: SEED,
        log,
        signal,
      })
    }),
  )
  return demoSheet(chain, deviceCodes.flat(), tokens)
}
