import { DomainError } from '@pos/core'
import { checkSaleFact } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { HqRules } from '../../needs.ts'
import { placeKey } from './surroundings.ts'

/** How far a till's clock may be from the moment head office hears of its sale, offline weeks included. */
const MOST_AHEAD_MS = 5 * 60_000
const MOST_BEHIND_MS = 120 * 86_400_000

/** Registers what head office looks at on a sale. Every refusal is a flag for a person: the sale stands. */
export function ingestRules(rules: HqRules): void {
  rules.before(
    'sale:ingest',
    'hq-sales.known-register',
    (_, { fact, around }) => {
      if (!around.registers.has(fact.sale.registerId)) throw new DomainError('NOT_FOUND')
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.products-known',
    (_, { fact, around }) => {
      const line = fact.lines.find((each) => each.variantId !== null && !around.variants.has(each.variantId))
      if (line) throw new DomainError('BARCODE_UNKNOWN', { code: line.sku ?? line.variantId ?? '' })
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.recalculation-agrees',
    (_, { fact }) => {
      const [finding] = checkSaleFact(fact, sha256)
      if (finding) throw new DomainError(finding.code, finding.params)
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.chain-holds',
    (_, { fact: { sale }, around }) => {
      const before = around.chain.get(placeKey(sale.seriesId, sale.number - 1))
      const after = around.known.get(placeKey(sale.seriesId, sale.number + 1))
      const follows = before === undefined || before.some(({ hash }) => hash === sale.prevHash)
      // What comes after a number that is taken may follow the other one.
      const isTaken = around.known.has(placeKey(sale.seriesId, sale.number))
      const isFollowed = isTaken || after === undefined || after.some(({ prevHash }) => prevHash === sale.hash)
      if (!follows || !isFollowed) throw new DomainError('SALE_CHAIN_BROKEN')
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.number-is-free',
    (_, { fact: { sale }, around }) => {
      if (around.known.has(placeKey(sale.seriesId, sale.number)))
        throw new DomainError('SALE_NUMBER_TAKEN', { documentNo: sale.documentNo })
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.clock-is-sane',
    (_, { fact: { sale }, around }) => {
      const age = around.receivedAt - sale.completedAt
      if (sale.clockState === 'suspect' || age < -MOST_AHEAD_MS || age > MOST_BEHIND_MS)
        throw new DomainError('LICENCE_CLOCK_SUSPECT')
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.return-within-sold',
    (_, { fact, around }) => {
      const quantity = around.overReturns.get(fact.sale.id)
      if (quantity !== undefined) throw new DomainError('RETURN_EXCEEDS_SOLD', { quantity })
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'hq-sales.values-cover',
    (_, { fact, around }) => {
      const finding = around.uncovered.get(fact.sale.id)
      if (finding !== undefined) throw new DomainError(finding.code, finding.params)
    },
    { mode: 'F' },
  )

  rules.after('sale-batch:record', 'hq-sales.tell-completed', (unit, { facts }) => {
    for (const { sale } of facts) {
      const { storeId, id: saleId, documentNo, registerId, kind, totalMinor, currency, customerId, capture } = sale
      unit.emitAfterCommit({
        name: 'sale:completed',
        payload: { storeId, saleId, documentNo, registerId, kind, totalMinor, currency, customerId, capture },
      })
    }
  })
}
