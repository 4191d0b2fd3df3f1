import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@pos/core'
import { startEmbeddedPostgres } from '@pos/db'
import { openHq, provisionStore, type Hq } from '@pos/hq-server'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { createDesk, Store, type Desk } from '@pos/store-server'
import { demoChain } from '../../apps/pos-cli/src/demo/catalogue/demo-chain.ts'
import { ChainIds } from '../../apps/pos-cli/src/demo/prepare/chain-ids.ts'
import { seedHeadOffice } from '../../apps/pos-cli/src/demo/prepare/head-office.ts'
import { liveThrough } from './history.ts'

/** A store that has its catalogue, stock and open shifts, and its head office, both closed, each in its folder. */
export type Shop = {
  readonly hqFolder: string
  readonly storeFolder: string
  readonly tenantId: string
  /** With a shift of the store server. */
  readonly registerIds: readonly string[]
  /** Free for a till. */
  readonly tillRegisterId: string
  /** Barcodes of goods that are taxed twice. */
  readonly barcodes: readonly string[]
  readonly cashId: string
  readonly manager: { readonly username: string; readonly password: string }
  /** Enrols one till. */
  readonly enrolmentCode: string
}

const SEED = 'bench'
const STOCK_LINES = 500
const FLOAT_MINOR = 20_000
const log = createLog({ name: 'bench', level: 'error' })

/** Two stores of the demo chain, and who manages each. */
const STORES = [
  { code: 'SJU', username: 'carmen' },
  { code: 'NYC', username: 'denise' },
] as const
type Place = (typeof STORES)[number]

/**
 * Makes two shops of one chain in an empty folder, by the same steps as the demo chain but without its 90 days of sales.
 *
 * @param days in which the first of them has traded, all of it known to head office
 */
export async function prepareShops(folder: string, days = 0): Promise<readonly [Shop, Shop]> {
  const hqFolder = join(folder, 'hq')
  mkdirSync(hqFolder, { recursive: true })
  const postgres = await startEmbeddedPostgres({ folder: join(hqFolder, 'postgres'), log })
  try {
    const hq = await openHq({ ...postgres, folder: hqFolder, clock: systemClock, ids: uuidv7Ids, log })
    try {
      return await fill(hq, hqFolder, folder, days)
    } finally {
      await hq.app.close()
      await hq.close()
    }
  } finally {
    await postgres.stop()
  }
}

async function fill(hq: Hq, hqFolder: string, folder: string, days: number): Promise<readonly [Shop, Shop]> {
  const chain = demoChain(SEED)
  const ids = new ChainIds(uuidv7Ids)
  const tenantId = uuidv7Ids.next()
  const ctx: Context = { tenantId, appContext: 'system', correlationId: 'bench', at: systemClock.now() }
  const { unitOfWork } = hq.database
  await seedHeadOffice(
    { unitOfWork, passwords: hq.passwords, ids: uuidv7Ids, chainIds: ids, ctx, signal: new AbortController().signal },
    chain,
  )
  const hqUrl = await hq.app.listen({ host: '127.0.0.1', port: 0 })
  const open = (place: Place, past: number) =>
    openShop({ hq, hqFolder, hqUrl, chain, ids, ctx, days: past }, place, join(folder, place.code))
  return [await open(STORES[0], days), await open(STORES[1], 0)]
}

type Chain = {
  readonly hq: Hq
  readonly hqFolder: string
  readonly hqUrl: string
  readonly chain: ReturnType<typeof demoChain>
  readonly ids: ChainIds
  readonly ctx: Context
  readonly days: number
}

async function openShop(
  { hq, hqFolder, hqUrl, chain, ids, ctx: company, days }: Chain,
  { code, username }: Place,
  storeFolder: string,
): Promise<Shop> {
  const storeId = ids.of('store', code)
  const ctx = { ...company, storeId }
  const { tenantId } = ctx
  const { token } = await hq.database.unitOfWork.write(ctx, 'bench.provision', (unit) =>
    provisionStore(unit, uuidv7Ids, storeId),
  )

  const [tillRegisterId, ...registerIds] = chain.stores
    .filter((store) => store.code === code)
    .flatMap((store) => store.registers.map((register) => ids.of('register', `${code} ${register.code}`)))
  if (tillRegisterId === undefined) throw new Error('the demo chain has no register')
  const stock = chain.openingStock
    .filter((each) => each.storeCode === code && each.quantityMilli > 0)
    .map(({ sku, quantityMilli }) => ({ variantId: ids.of('variant', sku), quantityMilli }))
  const enrolmentCode = await withStore({ storeFolder, hqUrl, token }, async (desk) => {
    for (let from = 0; from < stock.length; from += STOCK_LINES) {
      await desk.postOpeningStock(
        ctx,
        new Date(ctx.at).toISOString().slice(0, 10),
        stock.slice(from, from + STOCK_LINES),
      )
    }
    if (days > 0) await liveThrough({ desk, chain, ids, ctx, storeCode: code, days })
    for (const registerId of registerIds) await desk.openShift(ctx, { registerId, floatMinor: FLOAT_MINOR })
    return desk.enrolmentCode(ctx, { kind: 'till', lifeMs: 86_400_000 })
  })

  const manager = chain.people.find((person) => person.username === username)
  if (!manager?.password) throw new Error('the demo chain has no manager with a password')
  return {
    hqFolder,
    storeFolder,
    tenantId,
    registerIds,
    tillRegisterId,
    barcodes: chain.products
      .filter((product) => product.taxGroupCode !== 'food' && product.unitCode === 'ea')
      .flatMap((product) => product.barcodes.find((barcode) => barcode.packCode === null)?.code ?? []),
    cashId: ids.of('tender', 'CASH'),
    manager: { username: manager.username, password: manager.password },
    enrolmentCode,
  }
}

type Provisioning = { readonly storeFolder: string; readonly hqUrl: string; readonly token: string }

async function withStore<Result>(
  { storeFolder, hqUrl, token }: Provisioning,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  mkdirSync(storeFolder, { recursive: true })
  const store = await Store.open({ folder: storeFolder, clock: systemClock, ids: uuidv7Ids, log })
  try {
    await store.provision(hqUrl, token)
    await store.connect(hqUrl)
    while (store.upLink?.puller.status().cursor === undefined) await sleep(20)
    const result = await work(await createDesk(store))
    while (((await store.upLink?.pusher.status())?.pending ?? 0) > 0) await sleep(20)
    return result
  } finally {
    await store.close()
  }
}
