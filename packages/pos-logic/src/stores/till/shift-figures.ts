import type { Cents, ShiftTotalRecord, TenderTypeId } from '@pos/shared-types'
import type { Catalogue } from '../../catalogue/catalogue.ts'

type Figure = { readonly count: number; readonly amountMinor: Cents }

/** What a shift has come to, as an X or a Z prints it. Returns and voids are below zero. */
export type ShiftFigures = {
  readonly sales: Figure
  readonly returns: Figure
  readonly voids: Figure
  readonly discounts: Figure
  readonly tax: Figure
  readonly rounding: Figure
  /** Sales, returns and voids together. */
  readonly totalMinor: Cents
  readonly tenders: readonly (Figure & {
    readonly tenderTypeId: TenderTypeId
    readonly name: string
    readonly kind: string
    readonly currency: string
  })[]
}

export function figuresOf(totals: readonly ShiftTotalRecord[], catalogue: Catalogue): ShiftFigures {
  const figure = (metric: ShiftTotalRecord['metric']): Figure => sum(totals.filter((total) => total.metric === metric))
  const [sales, returns, voids] = [figure('sales'), figure('returns'), figure('voids')]
  const net = totals.filter((total) => total.metric === 'net')
  const byTender = Map.groupBy(net, ({ tenderTypeId, currency }) => `${tenderTypeId} ${currency}`)
  const tenders = [...byTender.values()].flatMap((rows) => {
    const [{ tenderTypeId, currency } = { tenderTypeId: null, currency: '' }] = rows
    if (tenderTypeId === null) return []
    const tender = catalogue.tender(tenderTypeId)
    return [{ ...sum(rows), tenderTypeId, currency, name: tender?.name ?? '', kind: tender?.kind ?? '' }]
  })
  return {
    sales,
    returns,
    voids,
    discounts: figure('discounts'),
    tax: figure('tax'),
    rounding: figure('rounding'),
    totalMinor: sales.amountMinor + returns.amountMinor + voids.amountMinor,
    tenders,
  }
}

function sum(rows: readonly ShiftTotalRecord[]): Figure {
  let [count, amountMinor] = [0, 0]
  for (const row of rows) {
    count += row.count
    amountMinor += row.amountMinor
  }
  return { count, amountMinor }
}
