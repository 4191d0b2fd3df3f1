import type { Plugin } from 'chart.js'

/** Writes the name of each line at its last point: with more than two a legend alone is hard to follow. */
export const endNames: Plugin = {
  id: 'endNames',
  afterDatasetsDraw(chart) {
    const { ctx, data, options } = chart
    if (data.datasets.length <= 2) return
    ctx.save()
    ctx.font = `550 12px ${options.font?.family ?? 'sans-serif'}`
    ctx.textBaseline = 'middle'
    data.datasets.forEach(({ label = '', borderColor }, at) => {
      const last = chart.getDatasetMeta(at).data.findLast(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
      if (last === undefined) return
      if (typeof borderColor === 'string') ctx.fillStyle = borderColor
      ctx.fillText(label, last.x + 8, last.y)
    })
    ctx.restore()
  },
}
