import type { ChartOptions } from 'chart.js'
import type { ChartInk, ChartKind } from './chart-data.ts'

/** Room for the names at the ends of lines. */
const NAME_ROOM = 72
const LONGEST_LABEL = 22

type Figures = {
  readonly kind: ChartKind
  readonly ink: ChartInk
  readonly hasEndNames: boolean
  /** Short, for an axis. */
  readonly short: (value: number) => string
  readonly full: (value: number) => string
}

/** Calm: no motion, lines across only, figures right. */
export function chartOptions({ kind, ink, hasEndNames, short, full }: Figures): ChartOptions {
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
        callback(this: { getLabelForValue(value: number): string }, value: number | string) {
          const label = this.getLabelForValue(Number(value))
          return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label
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
    layout: { padding: { right: hasEndNames ? NAME_ROOM : 4 } },
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
