/** One row of figures, a value for each label; null where there is none. */
export type ChartLine = { readonly name: string; readonly values: readonly (number | null)[] }

export type ChartKind = 'bar' | 'line' | 'rows'

/** What a chart shows. */
export type ChartFigures = {
  readonly labels: readonly string[]
  readonly series: readonly ChartLine[]
  /** The period compared with; it stands left of the current one. */
  readonly before?: ChartLine | undefined
  /** The last label is a period that is not over. */
  readonly isLastOpen: boolean
}

/** The colours of the page, by the names of their tokens. */
export type ChartInk = {
  readonly series: readonly string[]
  readonly before: string
  readonly text: string
  readonly line: string
  readonly surface: string
  readonly font: string
}

/** How much of its colour a bar keeps whose period is not over. */
const OPEN_ALPHA = '8c'

/** What chart.js draws. A period that is not over is a lighter bar, and no point of a line. */
export function datasetsOf({ series, before, labels, isLastOpen }: ChartFigures, kind: ChartKind, ink: ChartInk) {
  const last = labels.length - 1
  const pointRadius = labels.length > MOST_POINTS ? 0 : 2
  const current = series.map((one, at) => {
    const colour = ink.series[at % ink.series.length] ?? ink.text
    const isLine = kind === 'line'
    return {
      label: one.name,
      data: one.values.map((value, index) => (isLine && isLastOpen && index === last ? null : value)),
      backgroundColor: labels.map((_, index) =>
        !isLine && isLastOpen && index === last ? `${colour}${OPEN_ALPHA}` : colour,
      ),
      borderColor: colour,
      ...(isLine ? { ...LINE, pointRadius } : BAR),
    }
  })
  if (before === undefined) return current
  const neutral = { backgroundColor: labels.map(() => ink.before), borderColor: ink.before }
  return [
    { label: before.name, data: [...before.values], ...neutral, ...(kind === 'line' ? { ...LINE, pointRadius } : BAR) },
    ...current,
  ]
}

const LINE = { borderWidth: 2, pointHoverRadius: 5 }
/** With more the points of a line are a rash. */
const MOST_POINTS = 31
const BAR = { borderWidth: 0, borderRadius: 3, maxBarThickness: 44 }
