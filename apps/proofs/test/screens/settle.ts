import type { Page } from 'playwright-core'

/** Runs in the page; what turns for ever, such as a spinner, is not waited for. */
const STILL = `(async () => {
  const frame = () => new Promise((seen) => requestAnimationFrame(seen))
  await frame()
  await frame()
  const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime)
  await Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished))
  await frame()
})()`

/** Waits until the page is laid out and every transition has ended. */
export function settle(page: Page): Promise<void> {
  return page.evaluate(STILL)
}
