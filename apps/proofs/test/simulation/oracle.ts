import { verifyAuditChain, readAuditChain } from '@pos/server-kit'
import { lookAtStore } from '@pos/db'
import type { AuditAppendedFact, LineageStartedFact, SaleFact, StockMovementRecord } from '@pos/shared-types'
import { unwrapFact } from '@pos/sync-engine'
import { readSales } from '../harness/facts.ts'
import { PASSWORD } from '../harness/company.ts'
import { PIN } from '../harness/pin.ts'
import { storeRows, type Rows } from '../harness/rows.ts'
import { saleFaults, seriesFaults } from '../harness/sale-faults.ts'
import { tillBook } from '../harness/till-book.ts'
import type { KeptFact } from './hq-inbox.ts'
import { textOf } from './template.ts'
import type { Place, World } from './world.ts'

/** What is wrong in the books of a world at rest. */
export async function oracle(world: World): Promise<string[]> {
  const faults: string[] = []
  for (const [index, place] of world.places.entries()) {
    faults.push(...(await placeFaults(world, place)).map((fault) => `store ${index}: ${fault}`))
  }
  return [
    ...[...world.hq.inbox.tables.quarantine.values()].map(
      ({ event, code }) => `[INV-8] ${event.type} was parked: ${code}`,
    ),
    ...faults,
  ]
}

async function placeFaults(world: World, place: Place): Promise<string[]> {
  const { store, tills, desk } = place
  const storeId = store.template.plan.id
  const above = world.hq.inbox.tables.facts.filter((fact) => fact.storeId === storeId)
  const rows = storeRows(store.folder)
  try {
    const sales = await readSales(rows, storeId)
    const promised = [...desk.promised, ...tills.flatMap((till) => till.promised)]
    return [
      ...promiseFaults(promised, sales, above),
      ...(await sameBytes(rows, place, above)),
      ...saleFaults(sales).map((fault) => `[INV-2] ${fault}`),
      ...dayFaults(sales, above),
      ...(await stockFaults(rows, above)),
      ...catalogueFaults(world, place),
      ...lineageFaults(above),
      ...seriesFaults(sales).map((fault) => `[INV-6] ${fault}`),
      ...seriesFaults(salesOf(above)).map((fault) => `[INV-6] at head office ${fault}`),
      ...(await auditFaults(world, place, above)),
      ...secretFaults(place),
    ]
  } finally {
    await rows.close()
  }
}

type Sales = ReadonlyMap<string, SaleFact>
type Promises = readonly { readonly id: string; readonly hash: string }[]

function salesOf(facts: readonly KeptFact[]): Map<string, SaleFact> {
  const sales = facts
    .filter(({ type }) => type === 'sale.completed')
    .map(({ payload }) => JSON.parse(unwrapFact(payload).fact) as SaleFact)
  return new Map(sales.map((fact) => [fact.sale.id, fact]))
}

/** Every sale that was shown as completed is there once, everywhere. */
function promiseFaults(promised: Promises, atStore: Sales, facts: readonly KeptFact[]): string[] {
  const faults: string[] = []
  const atHq = facts.filter(({ type }) => type === 'sale.completed')
  const sales = salesOf(facts)
  if (sales.size !== atHq.length) faults.push(`[INV-1] head office took ${atHq.length - sales.size} sales twice`)
  if (sales.size !== atStore.size) faults.push(`[INV-1] the store has ${atStore.size} sales, head office ${sales.size}`)
  for (const { id, hash } of promised) {
    for (const [where, there] of [
      ['the store', atStore],
      ['head office', sales],
    ] as const) {
      const kept = there.get(id)
      if (kept === undefined) faults.push(`[INV-1] ${where} does not have the sale ${id}`)
      else if (kept.sale.hash !== hash) faults.push(`[INV-1] ${where} has another sale ${id}`)
    }
  }
  return faults
}

/** In these worlds no store is restored or copied, so none may believe that it was. */
function lineageFaults(above: readonly KeptFact[]): string[] {
  return above
    .filter(({ type }) => type === 'device.lineage_started')
    .map(
      ({ payload }) => `[INV-1] the store began a new lineage: ${(JSON.parse(payload) as LineageStartedFact).reason}`,
    )
}

/** What a till made arrives at the store and at head office byte by byte, once. */
async function sameBytes(rows: Rows, { tills }: Place, above: readonly KeptFact[]): Promise<string[]> {
  const faults: string[] = []
  const byId = Map.groupBy(above, ({ eventId }) => eventId)
  for (const [eventId, kept] of byId)
    if (kept.length > 1) faults.push(`[INV-1] ${eventId} took effect ${kept.length} times`)
  const sent = await rows.all('select event_id as "eventId", payload, state from outbox')
  for (const { eventId, payload, state } of sent) {
    if (state !== 'acked') faults.push(`[INV-8] an event of the store is ${String(state)}`)
    if (byId.get(String(eventId))?.[0]?.payload !== textOf(payload))
      faults.push(`[INV-1] ${String(eventId)} arrived with other bytes`)
  }
  for (const till of tills) {
    const book = await tillBook(till.storage)
    if (book.unsent > 0) faults.push(`[INV-8] a till keeps ${book.unsent} events`)
    for (const { eventId, type, payload } of book.events) {
      // The store opened the series and told of it; the till only says that it has begun to use it.
      if (type === 'series.opened') continue
      const arrived = byId.get(eventId)?.[0]?.payload
      const fact = type === 'sale.completed' && arrived !== undefined ? unwrapFact(arrived).fact : arrived
      if (fact !== payload) faults.push(`[INV-1] ${type} of a till arrived with other bytes`)
    }
  }
  return faults
}

/** Sums of a day at the store are those at head office. */
function dayFaults(atStore: Sales, above: readonly KeptFact[]): string[] {
  const sums = (sales: Sales) =>
    [...Map.groupBy(sales.values(), ({ sale }) => sale.businessOn)]
      .map(([day, facts]) => {
        const total = facts.reduce((sum, { sale }) => sum + sale.totalMinor, 0)
        const paid = facts.flatMap(({ payments }) => payments).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
        return `${day}: ${facts.length} sales, ${total}, paid ${paid}`
      })
      .toSorted()
      .join('; ')
  const [below, up] = [sums(atStore), sums(salesOf(above))]
  return below === up ? [] : [`[INV-2] the store says ${below}, head office ${up}`]
}

/** A level is the sum of its movements, at the store and of what arrived at head office. */
async function stockFaults(rows: Rows, above: readonly KeptFact[]): Promise<string[]> {
  const fold = (moved: readonly { variant: string; quantity: number }[]) => {
    const sums = new Map<string, number>()
    for (const { variant, quantity } of moved) sums.set(variant, (sums.get(variant) ?? 0) + quantity)
    return JSON.stringify([...sums].toSorted())
  }
  const own = await rows.all('select variant_id as variant, quantity_milli as quantity from stock_movements')
  const levels = await rows.all('select variant_id as variant, on_hand_milli as quantity from stock_levels')
  type Made = { readonly movements: readonly StockMovementRecord[] }
  const arrived = above
    .filter(({ type }) => type === 'sale.completed')
    .flatMap(({ payload }) => (unwrapFact(payload).made as Made).movements)
    .map(({ variantId, quantityMilli }) => ({ variant: variantId, quantity: quantityMilli }))
  const [moved, held, up] = [fold(own as never), fold(levels as never), fold(arrived)]
  return [
    ...(moved === held ? [] : ['[INV-3] the levels of the store are not the sum of its movements']),
    ...(moved === up ? [] : ['[INV-3] head office was told other movements than the store made']),
  ]
}

function catalogueFaults({ hq }: World, { store, tills }: Place): string[] {
  const faults: string[] = []
  const prices = new Map(
    hq
      .rowsOf(store.template.plan.id)
      .filter(({ entity }) => entity === 'price')
      .map(({ data }) => [String(data?.row['variant_id']), Number(data?.row['price_minor'])]),
  )
  const variants = [...prices.keys()]
  const wanted = JSON.stringify(variants.map((variant) => prices.get(variant)))
  const kept = JSON.stringify(store.lookAtCatalogue(variants)?.prices)
  if (kept !== wanted) faults.push(`[INV-5] the store's prices are ${kept}, head office's ${wanted}`)
  const own = hq
    .rowsOf(store.template.plan.id)
    .flatMap(({ entity, id, data }) => (entity === 'register' ? [`${id} ${String(data?.row['name'])}`] : []))
  if (JSON.stringify(store.registers()) !== JSON.stringify(own.toSorted()))
    faults.push('[INV-7] the store has other registers than its own')
  for (const till of tills) {
    const shown = JSON.stringify(till.pricesOf(variants))
    if (shown !== wanted) faults.push(`[INV-5] a till's prices are ${shown}, head office's ${wanted}`)
  }
  return faults
}

/** The chain of the audit log is whole, and head office has all of it. */
async function auditFaults({ company }: World, { store }: Place, above: readonly KeptFact[]): Promise<string[]> {
  const { tenantId } = company
  const { lineage } = store.template
  const report = await lookAtStore(store.folder, (look) =>
    verifyAuditChain(tenantId, (from, limit) => readAuditChain(look, tenantId, lineage, from, limit), []),
  )
  const told = above
    .filter(({ type }) => type === 'audit.appended')
    .flatMap(({ payload }) => (JSON.parse(payload) as AuditAppendedFact).entries.map(({ seq }) => seq))
  const missing = Array.from({ length: report.checked }, (_, at) => at + 1).filter((seq) => !told.includes(seq))
  return [
    ...(report.fault ? [`[INV-10] the audit log breaks at ${report.fault.seq}: ${report.fault.problem}`] : []),
    ...(missing.length > 0 ? [`[INV-10] head office lacks ${missing.length} audit entries`] : []),
    ...(new Set(told).size === told.length ? [] : ['[INV-10] head office was told an audit entry twice']),
  ]
}

function secretFaults({ store }: Place): string[] {
  const secrets = [PASSWORD, `"${PIN}"`, 'Bearer ', store.template.plan.token]
  return secrets
    .filter((secret) => store.logged.some((line) => line.includes(secret)))
    .map((secret) => `[INV-12] the log holds ${secret}`)
}
