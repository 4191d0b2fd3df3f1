/** How many figures a line has among `figures`: gross, discount, tax. */
export const FIGURES = 3

/** Working space of the cart being priced, one row per line, so that pricing makes hardly any garbage. */
export type Columns = {
  readonly room: number
  readonly figures: number[]
  readonly weight: Float64Array
  /** What the last discount of the cart gives each line; not yet in the discount among the figures. */
  readonly share: Float64Array
  /** The sums of the figures over all lines, and of the tax added. */
  readonly totals: Float64Array
}

/** Of the running call, nothing in it survives it. Grown to the longest cart seen. */
let columns = makeColumns(64)

function makeColumns(room: number): Columns {
  return {
    room,
    figures: doubles(room * FIGURES),
    weight: new Float64Array(room),
    share: new Float64Array(room),
    totals: new Float64Array(FIGURES + 1),
  }
}

/**
 * A list that is born with a fraction holds plain doubles for good, and a slice of it is one copy of memory. A typed
 * array would do the same work, but costs several times as much to make for each result.
 */
function doubles(count: number): number[] {
  const list = [0.5]
  while (list.length < count) list.push(0.5)
  return list
}

/** Columns with room for `count` lines, with whatever the last cart left in them. */
export function columnsFor(count: number): Columns {
  if (count > columns.room) columns = makeColumns(count * 2)
  return columns
}
