import type { IconName } from '../values/icons.ts'

export type MenuPage = { readonly id: string; readonly label: string; readonly to: string }

export type MenuGroup = {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  /** Where it leads; of a group with pages the first of them. */
  readonly to?: string | undefined
  readonly count?: number | undefined
  readonly tone?: 'accent' | 'warn' | undefined
  readonly pages?: readonly MenuPage[] | undefined
}

export type TrailStep = { readonly label: string; readonly to?: string | undefined }

/** Whether a click on a link stays in this page: no new tab, no other button, no modifier. */
export function staysHere(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
}
