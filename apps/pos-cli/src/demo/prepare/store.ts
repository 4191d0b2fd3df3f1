import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, Clock } from '@pos/core'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import type { BusinessDate } from '@pos/shared-types'
import { createDesk, Store, type Desk } from '@pos/store-server'
import { addDays } from '../sales/calendar.ts'
import { shoppingDays } from '../sales/shopping-days.ts'
import type { SignIn } from '../sheet.ts'
import type { DemoChain, DemoStore } from '../types.ts'
import type { ChainIds } from './chain-ids.ts'
import { Trade } from './trade.ts'

/** What one store needs to know, as plain data. */
export type StorePlan = {
  readonly folder: string
  readonly hqUrl: string
  readonly token: string
  readonly chain: DemoChain
  readonly store: DemoStore
  readonly ctx: Context
  readonly lastDay: BusinessDate
  readonly days: number
  readonly seed: string
}

export type StoreTrade = StorePlan & {
  readonly ids: ChainIds
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

const CODE_LIFE_MS = 365 * 86_400_000
const STOCK_LINES = 500
const DAYS_A_LINE = 30

/** Sets a store up at head office, stocks it, lets it trade for its days, and waits until head office has it all. */
export async function tradeInStore(options: StoreTrade): Promise<SignIn[]> {
  const { folder, store, log, signal } = options
  mkdirSync(folder, { recursive: true })
  const clock: Clock = systemClock
  const server = await Store.open({
    folder,
    clock,
    ids: uuidv7Ids,
    log: createLog({ name: store.code, level: 'error' }),
  })
  try {
    await server.provision(options.hqUrl, options.token)
    await server.connect(options.hqUrl)
    await until(signal, () => server.upLink?.puller.status().cursor !== undefined)
    const desk = await createDesk(server)
    await stock(desk, options)
    await setPins(desk, options)
    const codes = await enrolmentCodes(desk, options)
    const made = await trade(desk, options)
    log(`${store.name}: ${made} sales and returns made, sending the rest to head office`)
    await until(signal, async () => (await server.upLink?.pusher.status())?.pending === 0)
    return codes
  } finally {
    await server.close()
  }
}

async function stock(desk: Desk, { chain, store, ids, ctx, lastDay, days }: StoreTrade): Promise<void> {
  const lines = chain.openingStock
    .filter((each) => each.storeCode === store.code && each.quantityMilli > 0)
    .map(({ sku, quantityMilli }) => ({ variantId: ids.of('variant', sku), quantityMilli }))
  for (let from = 0; from < lines.length; from += STOCK_LINES) {
    await desk.postOpeningStock(ctx, addDays(lastDay, -days), lines.slice(from, from + STOCK_LINES))
  }
}

async function setPins(desk: Desk, { chain, store, ids, ctx }: StoreTrade): Promise<void> {
  for (const { username, pin, roles } of chain.people) {
    if (pin === null || !roles.some((role) => role.storeCode === store.code)) continue
    await desk.setPin(ctx, ids.of('user', username), pin)
  }
}

async function enrolmentCodes(desk: Desk, { store, ids, ctx }: StoreTrade): Promise<SignIn[]> {
  const codes: SignIn[] = []
  for (const { code, name } of store.registers) {
    const registerId = ids.of('register', `${store.code} ${code}`)
    const secret = await desk.enrolmentCode(ctx, { kind: 'till', registerId, lifeMs: CODE_LIFE_MS })
    codes.push({ who: `${store.code} ${name}`, secret, note: 'once' })
  }
  return codes
}

async function trade(desk: Desk, options: StoreTrade): Promise<number> {
  const { chain, store, ids, ctx, lastDay, days, seed, log, signal } = options
  const shop = new Trade({ desk, ids, ctx, store })
  let made = 0
  let done = 0
  for (const day of shoppingDays({ chain, store, from: addDays(lastDay, 1 - days), days, seed })) {
    if (signal.aborted) throw signal.reason
    made += await shop.day(day)
    done += 1
    if (done % DAYS_A_LINE === 0) log(`${store.name}: ${done} of ${days} days`)
  }
  return made
}

async function until(signal: AbortSignal, isDone: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isDone())) await sleep(20, undefined, { signal })
}
