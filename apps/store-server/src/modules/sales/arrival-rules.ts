import { DomainError } from '@pos/core'
import { checkSaleFact } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { refuseDiscounts } from '../../consent/consent.ts'

type Needs = Pick<StoreNeeds, 'rules' | 'selling' | 'identity' | 'settings'>
type LastOfSeries = { lastNumber: number; lastHash: Buffer | null }

type Returned = { soldMilli: number; returnedMilli: number }

const SERIES = 'select last_number as lastNumber, last_hash as lastHash from number_series where id = ?'

const RETURNED = `
  select sold_milli as soldMilli, returned_milli as returnedMilli from returned_lines where sale_line_id = ?`

/** Registers what the store looks at on a sale that a till has made. A refusal here is a flag: the sale stands. */
export function arrivalRules({ rules, selling, identity, settings }: Needs): void {
  rules.before(
    'sale:ingest',
    'sales.arrived-totals-are-right',
    (_, { fact }) => {
      const [finding] = checkSaleFact(fact, sha256)
      if (finding) throw new DomainError(finding.code, finding.params)
    },
    { mode: 'F' },
  )

  rules.before(
    'sale:ingest',
    'sales.arrived-series-is-next',
    (unit, { fact: { sale } }) => {
      const last = unit.tx.prepare<LastOfSeries>(SERIES).get([sale.seriesId])
      if (!last || last.lastNumber + 1 !== sale.number) throw new DomainError('SALE_SERIES_GAP')
      const lastHash = last.lastHash?.toString('hex')
      if (lastHash !== undefined && lastHash !== sale.prevHash) throw new DomainError('SALE_CHAIN_BROKEN')
    },
    { mode: 'F' },
  )

  rules.before('sale:ingest', 'sales.arrived-prices-are-current', (unit, { fact }) => {
    const view = selling.at(unit.tx.catalog, identityOrRefuse(identity()).storeId, fact.sale.completedAt)
    for (const line of fact.lines) {
      if (line.priceSource !== 'list' || line.variantId === null) continue
      const item = view.item(line.variantId)
      if (!item) throw new DomainError('BARCODE_UNKNOWN', { code: line.sku ?? line.variantId })
      if (item.priceMinor !== line.priceMinor || item.perMilli !== line.perMilli) {
        throw new DomainError('SALE_PRICE_CHANGED', { product: line.name })
      }
    }
  })

  rules.before(
    'sale:ingest',
    'sales.arrived-discount-within-limit',
    (unit, { fact, consent }) => {
      if (fact.discounts.length === 0) return
      const { storeId } = identityOrRefuse(identity())
      const place = { storeId, registerId: fact.sale.registerId }
      refuseDiscounts(consent, settings(unit.tx.catalog, unit.tenantId, place))
    },
    { mode: 'P' },
  )

  rules.before('sale:ingest', 'returns.arrived-within-sold', (unit, { fact }) => {
    for (const { originalLineId, quantityMilli } of fact.lines) {
      if (originalLineId === null || quantityMilli >= 0) continue
      const known = unit.tx.prepare<Returned>(RETURNED).get([originalLineId])
      if (known && known.returnedMilli - quantityMilli > known.soldMilli) {
        const quantity = Math.max(0, known.soldMilli - known.returnedMilli)
        throw new DomainError('RETURN_EXCEEDS_SOLD', { quantity })
      }
    }
  })

  rules.before(
    'sale:ingest',
    'returns.arrived-without-receipt',
    (unit, { fact }) => {
      const line = fact.lines.find(
        (each) => each.quantityMilli < 0 && each.originalLineId === null && each.kind === 'goods',
      )
      if (!line) return
      const { storeId } = identityOrRefuse(identity())
      const set = settings(unit.tx.catalog, unit.tenantId, { storeId, registerId: fact.sale.registerId })
      if (set['returns.without_receipt'] !== 'any') throw new DomainError('RETURN_NOT_ALLOWED', { product: line.name })
    },
    { mode: 'P' },
  )
}
