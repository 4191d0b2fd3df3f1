/** The points of a small line in a box of `width` by `height`, and its last point. Nothing to draw under two values. */
export function sparkline(
  values: readonly number[],
  width: number,
  height: number,
): { line: string; x: number; y: number } | undefined {
  if (values.length < 2) return undefined
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values.map((value, at) => ({
    x: (at / (values.length - 1)) * width,
    y: height - ((value - low) / span) * height,
  }))
  const last = points.at(-1) ?? { x: 0, y: 0 }
  return { line: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '), ...last }
}
