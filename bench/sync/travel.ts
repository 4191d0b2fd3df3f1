import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { postJson } from '../sales/requests.ts'
import type { BigTill } from './big-till.ts'
import { article } from './goods.ts'
import type { BigCompany } from './head-office.ts'

export type Journey = {
  readonly hqUrl: string
  readonly hqToken: string
  readonly company: BigCompany
  readonly till: BigTill['till']
  readonly tries: number
}

/** So that one try has ended everywhere before the next begins. */
const PAUSE_MS = 10
const LIMIT_MS = 5_000

/** Sets prices at head office by HTTP, and gives how long each took (ms) to be the price a till would ask. */
export async function pricesToTill({ hqUrl, hqToken, company, till, tries }: Journey): Promise<Float64Array> {
  const took: number[] = []
  const headers = { authorization: `Bearer ${hqToken}` }
  for (let index = 0; index < tries; index += 1) {
    const { barcode } = article(index)
    const variantId = till.catalogue.findByCode(barcode)?.variant.id
    if (variantId === undefined) throw new Error(`the till does not know ${barcode}`)
    const priceMinor = 20_000 + index
    const body = { priceListId: company.priceListId, variantId, priceMinor }
    const start = performance.now()
    await postJson(`${hqUrl}/api/v1/prices`, body, { ...headers, 'idempotency-key': randomUUID() })
    await until('a new price at the till', () => priceAt(till, barcode) === priceMinor)
    took.push(performance.now() - start)
    await sleep(PAUSE_MS)
  }
  return Float64Array.from(took)
}

/** The price the till would ask now: it is put into the cart and taken out again. */
function priceAt(till: BigTill['till'], barcode: string): number {
  const { priceMinor, details } = till.cart.add(barcode)
  till.cart.remove(details.id)
  return priceMinor
}

/** Completes sales at a till, and gives how long each took (ms) until head office shows it. */
export async function salesToHq({ hqUrl, hqToken, company, till, tries }: Journey): Promise<Float64Array> {
  const took: number[] = []
  const headers = { authorization: `Bearer ${hqToken}` }
  for (let index = 0; index < tries; index += 1) {
    for (let line = 0; line < 3; line += 1) till.cart.add(article(1000 + index * 3 + line).barcode)
    const start = performance.now()
    const { fact } = await till.sales.complete([{ tenderTypeId: company.cashId, tenderedMinor: 100_000 }])
    const url = `${hqUrl}/api/v1/sales/${fact.sale.id}`
    await until('a sale at head office', async () => {
      const response = await fetch(url, { headers })
      await response.body?.cancel()
      if (response.ok || response.status === 404) return response.ok
      throw new Error(`${url}: ${response.status}`)
    })
    took.push(performance.now() - start)
    await sleep(PAUSE_MS)
  }
  return Float64Array.from(took)
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${LIMIT_MS} ms`)
    await sleep(1)
  }
}
