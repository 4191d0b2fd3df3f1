import type { Page } from 'playwright-core'
import { lookForOverflow } from './overflow-look.ts'

/**
 * What of a page is cut off or runs out of its place, in words; empty when all of it can be read. Long text may end in
 * an ellipsis, an amount never; what can be scrolled to counts as there, but a document never scrolls sideways.
 */
export function overflowOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(lookForOverflow)
}
