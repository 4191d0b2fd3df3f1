import type { Plugin } from 'chart.js'

/** Between two names, in px. */
const LINE_HEIGHT = 15

/** Writes the name of each line at its last point: with more than two a legend alone is hard to follow. */
export const endNames: Plugin = {
  id: 'endNames',
  afterDatasetsDraw(chart) {
    const { ctx, data, options } = chart
    const names = data.datasets.flatMap(({ label = '', borderColor, data: values }, at) => {
      const last = chart.getDatasetMeta(at).data[values.findLastIndex((value) => value !== null)]
      return last === undefined
        ? []
        : [{ label, colour: typeof borderColor === 'string' ? borderColor : 'currentcolor', x: last.x, y: last.y }]
    })
    ctx.save()
    ctx.font = `550 12px ${options.font?.family ?? 'sans-serif'}`
    ctx.textBaseline = 'middle'
    let free = 0
    for (const { label, colour, x, y } of names.toSorted((a, b) => a.y - b.y)) {
      const line = Math.max(free, y)
      free = line + LINE_HEIGHT
      ctx.fillStyle = colour
      ctx.fillText(label, x + 8, line)
    }
    ctx.restore()
  },
}
