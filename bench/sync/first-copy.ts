import { fork } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@pos/core'
import { productSearchMatch } from '@pos/db'
import { createLog, privateKeyOf, signedFetch, systemClock, uuidv7Ids } from '@pos/server-kit'
import { createDesk, Store } from '@pos/store-server'
import { bareCopy } from './bare-copy.ts'

export type FirstCopyOrder = {
  readonly folder: string
  readonly hqUrl: string
  readonly token: string
  readonly rounds: number
  /** A product that must be there at the end: its barcode, its price, and words that find it. */
  readonly wanted: { readonly barcode: string; readonly priceMinor: number; readonly words: string }
  /** Who gets a PIN at this store, for the tills that come later. */
  readonly cashier: { readonly userId: string; readonly pin: string }
}

/** Milliseconds each. `cold`: head office had no snapshot yet; a round is the store's copy and the bare one after it. */
export type FirstCopyResult = {
  readonly cold: number
  readonly rounds: readonly { readonly store: number; readonly bare: number }[]
  readonly enrolmentCode: string
}

/** Runs a store in a process of its own and lets it take the catalogue several times, each time from nothing. */
export function measureFirstCopy(order: FirstCopyOrder): Promise<FirstCopyResult> {
  return new Promise((resolve, reject) => {
    // Without the launcher's preload, which lets the channel to this process go.
    const child = fork(import.meta.filename, [], { execArgv: [] })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the store ended with ${code}`)))
    child.once('message', (result) => {
      child.removeAllListeners('exit')
      child.once('exit', () => resolve(result as FirstCopyResult))
      child.disconnect()
    })
    child.send(order)
  })
}

const log = createLog({ name: 'bench', level: 'error' })

async function run(order: FirstCopyOrder): Promise<FirstCopyResult> {
  mkdirSync(order.folder, { recursive: true })
  const cold = await takeCatalogue(order)
  const rounds: FirstCopyResult['rounds'][number][] = []
  for (let round = 0; round < order.rounds; round += 1) {
    forgetCatalogue(order.folder)
    const store = await takeCatalogue(order)
    rounds.push({ store, bare: await takeBare(order) })
  }
  return { cold, rounds, enrolmentCode: await prepareForTill(order) }
}

const openStore = ({ folder }: FirstCopyOrder) => Store.open({ folder, clock: systemClock, ids: uuidv7Ids, log })

/** From the first request until the last product is priced and found by its words. */
async function takeCatalogue(order: FirstCopyOrder): Promise<number> {
  const store = await openStore(order)
  try {
    await store.provision(order.hqUrl, order.token)
    const start = performance.now()
    await store.connect(order.hqUrl)
    while (store.upLink?.puller.status().cursor === undefined) await sleep(1)
    await assertUsable(store, order.wanted)
    return performance.now() - start
  } finally {
    await store.close()
  }
}

async function assertUsable(store: Store, { barcode, priceMinor, words }: FirstCopyOrder['wanted']): Promise<void> {
  const { unitOfWork, selling } = store.needs
  const found = await unitOfWork.read(context(), ({ catalog }) => {
    const item = selling.at(catalog, store.identity?.storeId ?? '', systemClock.now()).itemByCode(barcode)
    const hit = catalog
      .prepare<{ id: string }>(
        'select p.id from product_search s join products p on p.row_no = s.rowid where product_search match ?',
      )
      .get([productSearchMatch(words)])
    return item?.priceMinor === priceMinor && item.productId === hit?.id
  })
  if (!found) throw new Error('the catalogue has arrived, but a product is not sold at its price or not found')
}

const context = (): Context => ({
  tenantId: '',
  appContext: 'system',
  correlationId: 'bench',
  at: systemClock.now(),
})

/** The store starts again without a catalogue, as after a damaged file; who it is it still knows. */
function forgetCatalogue(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith('catalog-')) rmSync(join(folder, name))
}

async function takeBare(order: FirstCopyOrder): Promise<number> {
  const signer = await signerOf(order)
  const start = performance.now()
  const response = await signedFetch(signer, systemClock)(`${order.hqUrl}/sync/v1/snapshot`, {
    headers: { 'accept-encoding': 'identity' },
  })
  if (!response.ok || response.body === null) throw new Error(`no snapshot: ${response.status}`)
  await bareCopy(join(order.folder, 'bare.db'), response.body)
  return performance.now() - start
}

async function signerOf(order: FirstCopyOrder) {
  const store = await openStore(order)
  const { identity } = store
  await store.close()
  if (!identity) throw new Error('the store has no identity')
  const { deviceId, tenantId } = identity
  const privateKey = privateKeyOf(readFileSync(join(order.folder, 'server-key.pem'), 'utf8'))
  return { peerId: deviceId, tenantId, privateKey }
}

async function prepareForTill(order: FirstCopyOrder): Promise<string> {
  rmSync(join(order.folder, 'bare.db'), { force: true })
  const store = await openStore(order)
  try {
    const desk = await createDesk(store)
    const ctx = { ...context(), tenantId: store.identity?.tenantId ?? '', storeId: store.identity?.storeId }
    await desk.setPin(ctx, order.cashier.userId, order.cashier.pin)
    return await desk.enrolmentCode(ctx, { kind: 'till', lifeMs: 86_400_000 })
  } finally {
    await store.close()
  }
}

if (import.meta.main) {
  process.on('message', (order) => void run(order as FirstCopyOrder).then((result) => process.send?.(result)))
}
