import type { PageDocument, PageElement, PageNode, PageRect, PageStyle } from './dom.ts'

declare const document: PageDocument
declare const innerWidth: number
declare const getComputedStyle: (element: PageElement) => PageStyle

/** Runs in the page: see `overflowOf`. */
export function lookForOverflow(): readonly string[] {
  /** Rounding of a browser. */
  const SLACK = 1.5
  const TEXT = 3
  const faults = new Set<string>()
  const { documentElement: root } = document
  if (root.scrollWidth > root.clientWidth) faults.add(`the document is ${root.scrollWidth - root.clientWidth} too wide`)
  for (const element of document.querySelectorAll('body *')) {
    const isShown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    if (!isShown || element.closest('option, script, style, svg, canvas') !== null || isForReaders(element)) continue
    for (const node of element.childNodes)
      if (node.nodeType === TEXT && node.textContent?.trim()) {
        const fault = faultOf(element, node)
        if (fault !== undefined) faults.add(`"${node.textContent.trim().slice(0, 40)}" ${fault}`)
      }
  }
  return [...faults]

  function isForReaders(element: PageElement): boolean {
    if (element.closest('.sr-only, .skip') !== null) return true
    const { width, height } = element.getBoundingClientRect()
    return width <= 1 || height <= 1
  }

  function faultOf(element: PageElement, node: PageNode): string | undefined {
    const range = document.createRange()
    range.selectNodeContents(node)
    const lines = [...range.getClientRects()].filter(({ width }) => width > 0)
    const isAmount = element.closest('.money') !== null
    if (isAmount && new Set(lines.map(({ top }) => Math.round(top))).size > 1) return 'is an amount on two lines'
    for (const line of lines) {
      const fault = faultOfLine(line, element, isAmount)
      if (fault !== undefined) return fault
    }
    return isAmount && isBackwards(node) ? 'is an amount written backwards' : undefined
  }

  /** Goes outward from the text through whatever may cut it. */
  function faultOfLine(line: PageRect, element: PageElement, isAmount: boolean): string | undefined {
    const middle = (line.top + line.bottom) / 2
    let isNearest = true
    for (let box: PageElement | null = element; box !== null && box !== root; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (style.display === 'inline' || style.display === 'contents') continue
      const { left, right, top, bottom } = box.getBoundingClientRect()
      const isWide = line.right > right + SLACK || line.left < left - SLACK
      const isTall = middle > bottom + SLACK || middle < top - SLACK
      const isCutX = style.overflowX === 'hidden' || style.overflowX === 'clip'
      const isCutY = style.overflowY === 'hidden' || style.overflowY === 'clip'
      if (isWide && isCutX && (isAmount || style.textOverflow !== 'ellipsis') && style.webkitLineClamp === 'none')
        return `is cut by ${nameOf(box)}`
      if (isTall && isCutY && (isAmount || style.webkitLineClamp === 'none')) return `is cut by ${nameOf(box)}`
      if ((isWide && isCutX) || (isTall && isCutY)) return undefined
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') return undefined
      if (isWide || (isTall && isNearest)) return `runs out of ${nameOf(box)}`
      isNearest = false
      if (style.position === 'absolute' || style.position === 'fixed') break
    }
    return line.right > innerWidth + SLACK || line.left < -SLACK ? 'runs out of the window' : undefined
  }

  function isBackwards(node: PageNode): boolean {
    const last = (node.textContent?.length ?? 0) - 1
    if (last < 1) return false
    const at = (offset: number) => {
      const range = document.createRange()
      range.setStart(node, offset)
      range.setEnd(node, offset + 1)
      return range.getBoundingClientRect().left
    }
    return at(0) >= at(last)
  }

  function nameOf(element: PageElement): string {
    return `${element.tagName.toLowerCase()}.${String(element.className).split(' ').join('.')}`
  }
}
