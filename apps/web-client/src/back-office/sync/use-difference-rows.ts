import type { Comparison, RowDifference } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'
import { useDifferences } from './use-differences.ts'

/** Two nodes as a person calls them; what came of their comparison is the word of the one here. */
export type ComparedPair = {
  readonly here: string
  readonly peer: string
  readonly compared: Comparison | undefined
}

export type DifferenceRow = {
  readonly key: string
  readonly between: string
  readonly what: string
  readonly entry: string
  readonly how: string
}

type Difference = Comparison['differing'][number]

/** Money before goods before the catalogue, which mends itself. */
const ORDER = { sales: 0, stock: 1, catalogue: 2 } as const

/** The rows that differ between pairs of nodes, as lines of a table. */
export function useDifferenceRows() {
  const { t } = useI18n()
  const format = useFormat()
  const { wordOf } = useDifferences()

  function howOf({ kind }: Difference, { here, peer }: ComparedPair, row: RowDifference): string {
    const quantity = format.quantity(row.quantityMilli ?? 0)
    const peerQuantity = format.quantity(row.peerQuantityMilli ?? 0)
    if (kind === 'stock') return t('sync.differences.quantities', { here, quantity, peer, peerQuantity })
    if (row.held === 'both') return t('sync.differences.both')
    return t('sync.differences.only', { node: row.held === 'here' ? here : peer })
  }

  function rowsOfThing(pair: ComparedPair, thing: Difference): DifferenceRow[] {
    const { here, peer } = pair
    const own = { between: t('sync.differences.pair', { here, peer }), what: wordOf(thing) }
    const place = `${peer} ${thing.kind} ${thing.grain}`
    const named = thing.rows.map((row) => {
      return { ...own, key: `${place} ${row.key}`, entry: row.label ?? row.key, how: howOf(thing, pair, row) }
    })
    if (thing.more > 0) named.push({ ...own, key: place, entry: moreOf(thing), how: '' })
    if (named.length === 0) return [{ ...own, key: place, entry: t('sync.differences.unnamed'), how: '' }]
    return named
  }

  const moreOf = ({ more }: Difference) => t('sync.differences.more', { count: format.number(more) }, more)

  const worstFirst = (differing: readonly Difference[]) =>
    differing.toSorted((one, other) => ORDER[one.kind] - ORDER[other.kind])

  return (pairs: readonly ComparedPair[]): DifferenceRow[] =>
    pairs.flatMap((pair) => worstFirst(pair.compared?.differing ?? []).flatMap((thing) => rowsOfThing(pair, thing)))
}
