/** What functions that run in a page use of it; the types of servers have no DOM. Declare `document` in the module. */
export type PageRect = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

export type PageNode = {
  readonly nodeType: number
  readonly textContent: string | null
  readonly parentElement: PageElement | null
}

export type PageElement = Omit<PageNode, 'textContent'> & {
  readonly textContent: string
  readonly tagName: string
  readonly className: unknown
  readonly tabIndex: number
  readonly ariaLabel: string | null
  readonly childNodes: Iterable<PageNode>
  readonly style: { color: string }
  readonly clientWidth: number
  readonly scrollWidth: number
  getBoundingClientRect(): PageRect
  contains(other: PageElement): boolean
  closest(selector: string): PageElement | null
  checkVisibility(options: { readonly opacityProperty: boolean; readonly visibilityProperty: boolean }): boolean
  append(child: PageElement): void
  remove(): void
}

export type PageRange = {
  selectNodeContents(node: PageNode): void
  setStart(node: PageNode, offset: number): void
  setEnd(node: PageNode, offset: number): void
  getClientRects(): Iterable<PageRect>
  getBoundingClientRect(): PageRect
}

export type PageDocument = {
  readonly title: string
  readonly body: PageElement
  readonly documentElement: PageElement
  readonly activeElement: PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  elementFromPoint(x: number, y: number): PageElement | null
  createElement(name: string): PageElement
  createRange(): PageRange
}

export type PageStyle = Readonly<
  Record<
    | 'boxShadow'
    | 'clipPath'
    | 'color'
    | 'display'
    | 'outlineStyle'
    | 'outlineWidth'
    | 'overflowX'
    | 'overflowY'
    | 'position'
    | 'textOverflow'
    | 'webkitLineClamp',
    string
  >
>
