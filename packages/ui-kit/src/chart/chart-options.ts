import type { ChartOptions, Scale } from 'chart.js'
import type { ChartInk, ChartKind } from './chart-data.ts'

const CHARACTER_PX = 7
const MOST_NAME_PX = 170
/** Characters of a name beside a lying bar, in a narrow chart and in a wide one. */
const NARROW_NAME = 18
const WIDE_NAME = 36
const NARROW_PX = 600

type Figures = {
  readonly kind: ChartKind
  readonly ink: ChartInk
  /** Characters of the longest name that stands at the end of a line; 0 when none does. */
  readonly longestName: number
  /** Short, for an axis. */
  readonly short: (value: number) => string
  readonly full: (value: number) => string
}

/** Calm: no motion, lines across only, figures right. */
export function chartOptions({ kind, ink, longestName, short, full }: Figures): ChartOptions {
  const font = { family: ink.font, size: 12 }
  const isRows = kind === 'rows'
  const figures = {
    beginAtZero: true,
    border: { display: false },
    grid: { color: ink.line },
    ticks: { color: ink.text, font, maxTicksLimit: 6, callback: (value: number | string) => short(Number(value)) },
  }
  const names = {
    border: { color: ink.line },
    grid: { display: false },
    ticks: {
      color: ink.text,
      font,
      maxRotation: 0,
      autoSkip: !isRows,
      autoSkipPadding: 12,
      ...(isRows && {
        callback(this: Scale, value: number | string) {
          const label = this.getLabelForValue(Number(value))
          const most = this.chart.width < NARROW_PX ? NARROW_NAME : WIDE_NAME
          return label.length > most ? `${label.slice(0, most - 1)}…` : label
        },
      }),
    },
  }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: isRows ? 'y' : 'x',
    interaction: { mode: 'index', axis: isRows ? 'y' : 'x', intersect: false },
    layout: { padding: { right: longestName === 0 ? 4 : Math.min(MOST_NAME_PX, longestName * CHARACTER_PX + 12) } },
    font,
    scales: isRows ? { x: figures, y: names } : { x: names, y: figures },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: ink.text,
        titleColor: ink.surface,
        bodyColor: ink.surface,
        titleFont: font,
        bodyFont: font,
        padding: 10,
        cornerRadius: 8,
        callbacks: {
          label: ({ dataset, raw }) => `${dataset.label ?? ''}: ${typeof raw === 'number' ? full(raw) : '–'}`,
        },
      },
    },
  }
}
