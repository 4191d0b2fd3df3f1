import type { PageDocument, PageElement, PageStyle } from './dom.ts'

declare const document: PageDocument
declare const innerWidth: number
declare const innerHeight: number
declare const getComputedStyle: (element: PageElement) => PageStyle

export type FocusLook = {
  /** The heading of the page. */
  readonly page: string
  /** False when nothing has the focus. */
  readonly isSomewhere: boolean
  readonly fault: string | undefined
}

/** Runs in the page: whether the focus is somewhere, in sight, and marked by the ring of the theme. */
export function lookAtFocus(): FocusLook {
  const page = document.querySelector('h1')?.textContent.trim() ?? document.title
  const focused = document.activeElement
  if (focused === null || focused === document.body) return { page, isSomewhere: false, fault: 'nothing has the focus' }
  const at = `${focused.tagName.toLowerCase()} "${focused.ariaLabel ?? focused.textContent.trim().slice(0, 40)}"`
  // A part of the page takes the focus only so that Tab goes on from there.
  const isPlace = focused.tabIndex < 0 && ['MAIN', 'SECTION', 'ASIDE', 'HEADER', 'DIV'].includes(focused.tagName)
  const fault = isPlace ? undefined : (hidden(focused) ?? (hasRing(focused) ? undefined : 'has no ring'))
  return { page, isSomewhere: true, fault: fault === undefined ? undefined : `${at} ${fault}` }

  function hidden(element: PageElement): string | undefined {
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    if (width === 0 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return 'is out of sight'
    const hit = document.elementFromPoint(x, y)
    const isHit = hit !== null && (hit.contains(element) || element.parentElement?.contains(hit) === true)
    return isHit ? undefined : `lies under ${hit?.tagName ?? 'nothing'} ${String(hit?.className)}`
  }

  /** A ring is drawn by what has the focus, or by what stands around a bare field. */
  function hasRing(element: PageElement): boolean {
    const shade = colourOf('--accent-ring')
    let around: PageElement | null = element
    for (let step = 0; step < 3 && around !== null; step += 1, around = around.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(around)
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return true
      if (boxShadow.includes(shade)) return true
    }
    return false
  }

  function colourOf(name: string): string {
    const sample = document.createElement('i')
    sample.style.color = `var(${name})`
    document.body.append(sample)
    const { color } = getComputedStyle(sample)
    sample.remove()
    return color
  }
}

/** Runs in the page: whether an element has the focus, or is no longer of the page. */
export function placeOf(element: PageElement): 'here' | 'elsewhere' | 'gone' {
  if (!document.documentElement.contains(element)) return 'gone'
  return document.activeElement === element ? 'here' : 'elsewhere'
}
