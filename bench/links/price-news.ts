import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Signer } from '@pos/server-kit'
import { postJson } from '../sales/requests.ts'
import { Listeners } from './listeners.ts'

export type News = {
  readonly hqUrl: string
  readonly hqToken: string
  readonly priceListId: string
  readonly variantIds: readonly string[]
  readonly signer: Signer
}

/** Milliseconds from the request that changes a price: until each store had it, and until the last one had. */
export type Spread = { readonly each: Float64Array; readonly last: Float64Array }

const PAUSE_MS = 10

/** Changes a price of each variant in turn at head office while so many stores are connected. */
export async function spreadNews(
  { hqUrl, hqToken, priceListId, variantIds, signer }: News,
  stores: number,
): Promise<Spread> {
  const listeners = await Listeners.connect(hqUrl, signer, stores)
  const each: number[] = []
  const last: number[] = []
  try {
    for (const [index, variantId] of variantIds.entries()) {
      const start = performance.now()
      await postJson(
        `${hqUrl}/api/v1/prices`,
        { priceListId, variantId, priceMinor: 30_000 + stores + index },
        { authorization: `Bearer ${hqToken}`, 'idempotency-key': randomUUID() },
      )
      const took = (await listeners.heard(index + 1)).map((at) => at - start)
      each.push(...took)
      last.push(Math.max(...took))
      await sleep(PAUSE_MS)
    }
  } finally {
    await listeners.close()
  }
  return { each: Float64Array.from(each), last: Float64Array.from(last) }
}
