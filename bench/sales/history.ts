import type { Context } from '@pos/core'
import type { Desk } from '@pos/store-server'
import type { ChainIds } from '../../apps/pos-cli/src/demo/prepare/chain-ids.ts'
import { Trade } from '../../apps/pos-cli/src/demo/prepare/trade.ts'
import { addDays } from '../../apps/pos-cli/src/demo/sales/calendar.ts'
import { shoppingDays } from '../../apps/pos-cli/src/demo/sales/shopping-days.ts'
import type { DemoDay } from '../../apps/pos-cli/src/demo/sales/types.ts'
import type { DemoChain } from '../../apps/pos-cli/src/demo/types.ts'

export type Past = {
  readonly desk: Desk
  readonly chain: DemoChain
  readonly ids: ChainIds
  readonly ctx: Context
  readonly storeCode: string
  readonly days: number
}

/** Lets a store trade up to yesterday as the demo chain does, about 40 sales a day, and gives how many it made. */
export async function liveThrough({ desk, chain, ids, ctx, storeCode, days }: Past): Promise<number> {
  const store = chain.stores.find(({ code }) => code === storeCode)
  if (store === undefined) throw new Error(`the demo chain has no store ${storeCode}`)
  const from = addDays(new Date(ctx.at).toISOString().slice(0, 10), -days)
  const trade = new Trade({ desk, ids, ctx, store })
  let made = 0
  for (const day of shoppingDays({ chain, store, from, days, seed: 'bench' })) made += await trade.day(soldOnly(day))
  return made
}

/** Money that goes back to cards on a day may exceed what came in by them, and then no count balances. */
function soldOnly({ baskets, ...day }: DemoDay): DemoDay {
  const sold = baskets.map((basket) => ({ ...basket, lines: basket.lines.filter(({ kind }) => kind === 'sale') }))
  return { ...day, baskets: sold.filter(({ lines }) => lines.length > 0) }
}
